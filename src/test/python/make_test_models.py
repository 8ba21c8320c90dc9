#!/usr/bin/env python3
"""Writes the TorchScript models of src/test/resources/models.

Needs torch 2, nothing else. Run by hand; the build only reads what this wrote:

    src/test/python/make_test_models.py

What each model computes stands in its class below; the tests hold the same rules in Java. All take a batch of images
of values from 0 to 1, N x C x H x W unless they say otherwise. The folder is written anew.
"""
import pathlib
import shutil
import zipfile

import torch

ROOT = pathlib.Path(__file__).resolve().parents[1] / 'resources/models'


class Identity(torch.nn.Module):
    """The batch itself."""

    def forward(self, images):
        return images


class Means(torch.nn.Module):
    """The mean of each channel: N x C."""

    def forward(self, images):
        return images.mean((2, 3))


class Convolution(torch.nn.Module):
    """Two 3 x 3 filters of stride 2 and a bias, then no value below 0: N x 2 x (H - 3) / 2 + 1 x (W - 3) / 2 + 1.

    Weight i, counted filter, channel, row, column, is (i * 7 % 11 - 5) / 16, the biases are 0.25 and -0.125.
    """

    def __init__(self):
        super().__init__()
        self.filters = torch.nn.Conv2d(3, 2, 3, stride=2)
        weights = [(index * 7 % 11 - 5) / 16 for index in range(2 * 3 * 3 * 3)]
        self.filters.weight = torch.nn.Parameter(torch.tensor(weights).reshape(2, 3, 3, 3))
        self.filters.bias = torch.nn.Parameter(torch.tensor([0.25, -0.125]))

    def forward(self, images):
        return torch.relu(self.filters(images))


class Identify(torch.nn.Module):
    """The largest sample of each channel as a whole number from 0 to 255: says which plain image a row is of."""

    def forward(self, images):
        return (images * 255).round().amax((2, 3))


class Mode(torch.nn.Module):
    """1 in the first place if the model is in training, 1 in the second if gradients are kept: N x 2."""

    def forward(self, images):
        flags = torch.tensor([float(self.training), float(torch.is_grad_enabled())])
        return flags.unsqueeze(0).expand(images.size(0), 2)


class Overwriting(torch.nn.Module):
    """Overwrites its input with its half before it gives the mean of each channel."""

    def forward(self, images):
        return images.mul_(0.5).mean((2, 3))


class ChannelsLast(torch.nn.Module):
    """Takes N x H x W x C and gives the mean of each channel."""

    def forward(self, images):
        return images.mean((1, 2))


class Flat(torch.nn.Module):
    """A view of the batch as rows, which PyTorch refuses where the batch does not lie in one piece."""

    def forward(self, images):
        return images.view(images.size(0), -1)


class Narrow(torch.nn.Module):
    """The mean of each channel, as a device that has no room for more than four images or for a white one."""

    def forward(self, images):
        if images.size(0) > 4 or bool((images.amin((1, 2, 3)) == 1).any()):
            raise RuntimeError('CUDA out of memory. Tried to allocate 2.00 GiB')
        return images.mean((2, 3))


class OnlyEight(torch.nn.Module):
    """Takes images of 8 x 8 and no others, as a network that ends in a matrix."""

    def __init__(self):
        super().__init__()
        self.last = torch.nn.Linear(3 * 8 * 8, 4)
        torch.nn.init.constant_(self.last.weight, 0.5)
        torch.nn.init.zeros_(self.last.bias)

    def forward(self, images):
        return self.last(images.flatten(1))


class ChannelsFirst(torch.nn.Module):
    """Not batch-first: C x N."""

    def forward(self, images):
        return images.mean((2, 3)).t()


class OfTheBatch(torch.nn.Module):
    """One array for the whole batch: C x H x W."""

    def forward(self, images):
        return images.mean(0)


class Growing(torch.nn.Module):
    """The top row of the first channel, one value shorter if any image of the batch is black."""

    def forward(self, images):
        shorter = 1 if bool((images.amax((1, 2, 3)) == 0).any()) else 0
        return images[:, 0, 0, shorter:]


class Pair(torch.nn.Module):
    """Two arrays."""

    def forward(self, images):
        return images, images.mean((2, 3))


class Scalar(torch.nn.Module):
    """The mean of each image: N."""

    def forward(self, images):
        return images.mean((1, 2, 3))


class Nothing(torch.nn.Module):
    """No value per image: N x 0."""

    def forward(self, images):
        return images.new_zeros((images.size(0), 0))


class Words(torch.nn.Module):
    """A text."""

    def forward(self, images):
        return 'image'


class Typed(torch.nn.Module):
    """The largest sample of each channel, from 0 to 255, in another type."""

    def __init__(self, dtype):
        super().__init__()
        self.dtype = dtype

    def forward(self, images):
        return (images.float() * 255).round().amax((2, 3)).to(self.dtype)


MODELS = {
    'identity': Identity(),
    'means': Means(),
    'convolution': Convolution(),
    'identify': Identify(),
    'mode': Mode().train(),
    'overwriting': Overwriting(),
    'channels-last': ChannelsLast(),
    'flat': Flat(),
    'narrow': Narrow(),
    'only-eight': OnlyEight(),
    'channels-first': ChannelsFirst(),
    'of-the-batch': OfTheBatch(),
    'growing': Growing(),
    'pair': Pair(),
    'scalar': Scalar(),
    'nothing': Nothing(),
    'words': Words(),
    'uint8': Typed(torch.uint8),
    'int32': Typed(torch.int32),
    'int64': Typed(torch.int64),
    'float16': Typed(torch.float16),
    'float64': Typed(torch.float64),
    'boolean': Typed(torch.bool),
}


def without_debugging(path):
    """Leaves out what PyTorch keeps for stack traces, which holds the paths of this machine."""
    with zipfile.ZipFile(path) as archive:
        kept = [(info, archive.read(info)) for info in archive.infolist() if not info.filename.endswith('.debug_pkl')]
    with zipfile.ZipFile(path, 'w', zipfile.ZIP_STORED) as archive:
        for info, content in kept:
            archive.writestr(zipfile.ZipInfo(info.filename), content)


def main():
    shutil.rmtree(ROOT, ignore_errors=True)
    ROOT.mkdir(parents=True)
    for name, model in MODELS.items():
        path = ROOT / f'{name}.pt'
        torch.jit.script(model).save(str(path))
        without_debugging(path)
        torch.jit.load(str(path))
    print(f'{len(MODELS)} models in {ROOT}')


if __name__ == '__main__':
    main()
