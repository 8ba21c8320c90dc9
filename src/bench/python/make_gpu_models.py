#!/usr/bin/env python3
"""Writes TorchScript models of the sizes of ResNet-18, ResNet-50 and ViT-B/16, with random weights, for scripts/gpu-check.

usage: make_gpu_models.py DIR

Needs torch 2, nothing else. They take N x 3 x 224 x 224 and give 1,000 values for each image.
"""
import pathlib
import sys

import torch
from torch import nn

CLASSES = 1000


def convolution(inputs, outputs, size, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False), nn.BatchNorm2d(outputs))


class Block(nn.Module):
    """A residual block of two convolutions, or of three with a bottleneck of a quarter."""

    def __init__(self, inputs, outputs, stride, bottleneck):
        super().__init__()
        if bottleneck:
            inner = outputs // 4
            self.body = nn.Sequential(convolution(inputs, inner, 1), nn.ReLU(), convolution(inner, inner, 3, stride),
                                      nn.ReLU(), convolution(inner, outputs, 1))
        else:
            self.body = nn.Sequential(convolution(inputs, outputs, 3, stride), nn.ReLU(), convolution(outputs, outputs, 3))
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else convolution(inputs, outputs, 1, stride)

    def forward(self, images):
        return torch.relu(self.body(images) + self.shortcut(images))


def resnet(blocks, bottleneck):
    layers = [convolution(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    inputs = 64
    for stage, count in enumerate(blocks):
        outputs = (64 << stage) * (4 if bottleneck else 1)
        for block in range(count):
            layers.append(Block(inputs, outputs, 2 if stage > 0 and block == 0 else 1, bottleneck))
            inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(inputs, CLASSES))


class VisionTransformer(nn.Module):
    """Twelve layers of twelve heads over patches of 16 x 16."""

    def __init__(self, width=768, layers=12, heads=12, patch=16, side=224):
        super().__init__()
        self.patches = nn.Conv2d(3, width, patch, patch)
        self.first = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.places = nn.Parameter(torch.randn(1, (side // patch) ** 2 + 1, width) * 0.02)
        layer = nn.TransformerEncoderLayer(width, heads, 4 * width, 0.0, 'gelu', batch_first=True, norm_first=True)
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.head = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, CLASSES))

    def forward(self, images):
        patches = self.patches(images).flatten(2).transpose(1, 2)
        rows = torch.cat([self.first.expand(images.shape[0], -1, -1), patches], 1) + self.places
        return self.head(self.layers(rows)[:, 0])


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    makers = {
        'resnet-18': lambda: resnet([2, 2, 2, 2], False),
        'resnet-50': lambda: resnet([3, 4, 6, 3], True),
        'vit-b-16': VisionTransformer,
    }
    for name, make in makers.items():
        torch.manual_seed(0)
        model = make().eval()
        with torch.no_grad():
            torch.jit.trace(model, torch.zeros(2, 3, 224, 224), check_trace=False).save(str(folder / f'{name}.pt'))
        weights = sum(weight.numel() for weight in model.parameters())
        print(f'{name}: {weights / 1e6:.1f} million weights')


if __name__ == '__main__':
    main()
