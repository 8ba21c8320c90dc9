#!/usr/bin/env python3
"""Draws the image files of src/test/resources/golden and writes down what Pillow makes of them.

Needs Pillow 12.3.0 and numpy, nothing else. Run by hand; the build only reads what this wrote:

    src/test/python/make_golden_fixtures.py

The folder is written anew. index.json names every file with its expectations:

    images[].file                  the file, relative to the folder
    images[].expect[].mode         RGB or L
    images[].expect[].orientation  ignore or apply
    images[].expect[].resize       {"method", "height", "width", "padMode"}, as the options of the same names
    images[].expect[].shape        [height, width, channels] of the result, HWC
    images[].expect[].sha256       of its uint8 samples in HWC order
    images[].expect[].samples      (some) a file with those samples, compressed by zlib
    images[].expect[].float32      (some) sha256 of little-endian float32 values: {"none" or "imagenet": {"hwc", "chw"}}
    rejected[].file, .fault        files that give no image, with the fault; .message is part of the message

The rules are those of fastai 2.8.8 on Pillow 12.3.0 at validation time (PILImage.create, Resize, ToTensor,
IntToFloatTensor, Normalize), written down a second time so that they are independent of the Java code.
"""
import hashlib
import io
import json
import pathlib
import shutil
import struct
import sys
import warnings
import zlib

import numpy as np
import PIL
from PIL import Image, ImageDraw, ImageOps

ROOT = pathlib.Path(__file__).resolve().parents[1] / 'resources/golden'
MEAN = np.array([0.485, 0.456, 0.406], np.float32)
STD = np.array([0.229, 0.224, 0.225], np.float32)
NONE = ('none', 0, 0, 'reflection')


# ---- The rules -------------------------------------------------------------------------------------------------

def load(path, mode, orientation):
    image = Image.open(path)
    image.load()
    if orientation == 'apply':
        image = ImageOps.exif_transpose(image)
    return image.convert(mode)


def window(w, h, out_w, out_h, method):
    """The source window (left, top, width, height) that is resized to the output; it may reach outside for pad."""
    if method == 'squish':
        return 0, 0, w, h
    a, b = w / out_w, h / out_h
    scale = (a if a < b else b) if method == 'crop' else (a if a > b else b)
    box_w, box_h = int(scale * out_w), int(scale * out_h)
    return int(0.5 * (w - box_w)), int(0.5 * (h - box_h)), box_w, box_h


def resized(image, method, out_h, out_w, pad_mode):
    w, h = image.size
    left, top, box_w, box_h = window(w, h, out_w, out_h, method)
    box = (max(left, 0), max(top, 0), min(left + box_w, w), min(top + box_h, h))
    if box != (0, 0, w, h):
        image = image.crop(box)
    before = (max(-top, 0), max(-left, 0))
    after = (max(box_h - h + top, 0), max(box_w - w + left, 0))
    if any(before) or any(after):
        array = np.asarray(image)
        widths = [(before[0], after[0]), (before[1], after[1])] + [(0, 0)] * (array.ndim - 2)
        how = {'zeros': 'constant', 'border': 'edge', 'reflection': 'reflect'}[pad_mode]
        image = Image.fromarray(np.pad(array, widths, mode=how))
    return image.resize((out_w, out_h), Image.BILINEAR)


def expected(path, mode, orientation, resize):
    image = load(path, mode, orientation)
    if resize[0] != 'none':
        image = resized(image, *resize)
    array = np.array(image)
    return array[:, :, None] if array.ndim == 2 else array


def expectation(array, mode, orientation, resize):
    return {'mode': mode, 'orientation': orientation,
            'resize': dict(zip(('method', 'height', 'width', 'padMode'), resize)),
            'shape': list(array.shape), 'sha256': sha256(array)}


def floats(array):
    scaled = array.astype('<f4') / np.float32(255)
    results = {'none': scaled}
    if array.shape[2] == 3:
        results['imagenet'] = ((scaled - MEAN) / STD).astype('<f4')
    return {name: {'hwc': sha256(value), 'chw': sha256(value.transpose(2, 0, 1))} for name, value in results.items()}


def sha256(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


# ---- Drawing ---------------------------------------------------------------------------------------------------

def picture(w, h, seed):
    """Gradients, noise and shapes: something of everything that a codec treats in its own way."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[0:h, 0:w]
    array = np.stack([(x * (3 + c) + y * (5 - c) + 40 * c) // 2 % 256 for c in range(3)], -1)
    array = np.clip(array + random.randint(-12, 13, array.shape), 0, 255).astype(np.uint8)
    image = Image.fromarray(array)
    draw = ImageDraw.Draw(image)
    for _ in range(4):
        x0, y0 = int(random.randint(0, w)), int(random.randint(0, h))
        x1, y1 = x0 + 1 + int(random.randint(0, w)) // 2, y0 + 1 + int(random.randint(0, h)) // 2
        color = tuple(int(c) for c in random.randint(0, 256, 3))
        (draw.ellipse if random.randint(2) else draw.rectangle)([x0, y0, x1, y1], fill=color)
    return image


def with_alpha(image, seed):
    alpha = picture(*image.size, seed).convert('L').point(lambda v: 0 if v < 80 else 255 if v > 170 else v)
    image = image.convert('RGBA')
    image.putalpha(alpha)
    return image


def encoded(image, form, **options):
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


# ---- Formats that Pillow does not write in all their kinds -----------------------------------------------------

def chunk(name, data):
    return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))


def packed_bits(values, bits):
    """Rows of small numbers, packed with the first in the highest bits."""
    rows = []
    for row in values:
        digits = ''.join(format(int(v), f'0{bits}b') for v in row)
        digits += '0' * (-len(digits) % 8)
        rows.append(bytes(int(digits[i:i + 8], 2) for i in range(0, len(digits), 8)))
    return rows


def png_rows(array, bits):
    if bits < 8:
        return packed_bits(array.reshape(array.shape[0], -1), bits), 1
    data = array.astype('>u2' if bits == 16 else 'u1')
    return [row.tobytes() for row in data], max(array.shape[2] * bits // 8, 1)


def png_filtered(rows, distance, pick):
    out, above = b'', bytes(len(rows[0]) if rows else 0)
    for y, row in enumerate(rows):
        kind = pick(y)
        left = bytes(distance) + row[:-distance] if len(row) > distance else bytes(len(row))
        corner = bytes(distance) + above[:-distance] if len(row) > distance else bytes(len(row))
        line = bytearray([kind])
        for value, a, b, c in zip(row, left, above, corner):
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line.append((value - (0, a, b, (a + b) // 2, paeth)[kind]) % 256)
        out, above = out + bytes(line), row
    return out


PASSES = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]


def png(array, bits, color, interlaced=False, before=(), after=(), pick=lambda y: y % 5, split=0):
    array = array[:, :, None] if array.ndim == 2 else array
    height, width = array.shape[:2]
    parts = [array[y::dy, x::dx] for y, x, dy, dx in PASSES] if interlaced else [array]
    data = b''.join(png_filtered(*png_rows(part, bits), pick) for part in parts if part.size)
    data = zlib.compress(data)
    pieces = [data[i:i + split] for i in range(0, len(data), split)] if split else [data]
    header = struct.pack('>IIBBBBB', width, height, bits, color, 0, 0, int(interlaced))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + b''.join(chunk(*c) for c in before)
            + b''.join(chunk(b'IDAT', p) for p in pieces) + b''.join(chunk(*c) for c in after) + chunk(b'IEND', b''))


def bmp(width, height, bits, rows, palette=b'', compression=0, masks=b'', size=40, colors=0):
    """Rows come in the order of the file; a negative height means that this is from the top down."""
    data = b''.join(rows)
    if size == 12:
        header = struct.pack('<IHHHH', 12, width, height, 1, bits)
    else:
        header = struct.pack('<IiiHHIIiiII', size, width, height, 1, bits, compression, len(data), 0, 0, colors, 0)
        header = header + (masks + bytes(size))[:size - 40] + (masks if size == 40 else b'')
    offset = 14 + len(header) + len(palette)
    return b'BM' + struct.pack('<IHHI', offset + len(data), 0, 0, offset) + header + palette + data


def bmp_rows(array, bits):
    if bits < 8:
        rows = packed_bits(array, bits)
    else:
        rows = [np.ascontiguousarray(row).tobytes() for row in array]
    return [row + bytes(-len(row) % 4) for row in rows]


def lzw(values, size):
    """GIF's LZW, without a table: a clear code before it would grow, so every code has the same width."""
    bits, count = [], 0
    for value in values:
        if count % ((1 << size) - 2) == 0:
            bits.append(1 << size)
        bits.append(int(value))
        count += 1
    bits.append((1 << size) + 1)
    number, length, out = 0, 0, bytearray()
    for code in bits:
        number |= code << length
        length += size + 1
        while length >= 8:
            out.append(number & 255)
            number, length = number >> 8, length - 8
    out.append(number & 255)
    blocks = b''.join(bytes([len(out[i:i + 255])]) + out[i:i + 255] for i in range(0, len(out), 255))
    return bytes([size]) + blocks + b'\0'


def gif(screen, colors, frame, indices, size, transparent=None, local=None, interlaced=False, background=0):
    """A frame (left, top, width, height) on a screen (width, height)."""
    def table(palette):
        bits = max((len(palette) - 1).bit_length(), 1)
        return bits - 1, b''.join(bytes(c) for c in palette) + bytes(3 * ((1 << bits) - len(palette)))
    flags, colors_bytes = table(colors) if colors else (0, b'')
    out = b'GIF89a' + struct.pack('<HHBBB', *screen, flags | (0x80 if colors else 0), background, 0) + colors_bytes
    if transparent is not None:
        out += b'!\xf9\x04' + struct.pack('<BHB', 1, 0, transparent) + b'\0'
    flags, colors_bytes = table(local) if local else (0, b'')
    out += b',' + struct.pack('<HHHHB', *frame, flags | (0x80 if local else 0) | (0x40 if interlaced else 0))
    return out + colors_bytes + lzw(indices, size) + b';'


def tiff(width, height, tags, blocks, order='<', tile=None):
    """A file of the blocks, with strips of all rows unless a tile size is given."""
    data, offsets = b'', []
    for block in blocks:
        offsets.append(8 + len(data))
        data += block + bytes(len(block) % 2)
    entries = {256: (4, [width]), 257: (4, [height])}
    entries.update(tags)
    if tile:
        entries.update({322: (3, [tile[0]]), 323: (3, [tile[1]]), 324: (4, offsets),
                        325: (4, [len(b) for b in blocks])})
    else:
        entries.update({273: (4, offsets), 279: (4, [len(b) for b in blocks])})
    start = 8 + len(data)
    extra_at = start + 2 + 12 * len(entries) + 4
    directory, extra = struct.pack(order + 'H', len(entries)), b''
    for tag, (kind, values) in sorted(entries.items()):
        if kind in (1, 7):
            packed, count = bytes(values), len(values)
        else:
            packed, count = struct.pack(order + f'{len(values)}' + {3: 'H', 4: 'I'}[kind], *values), len(values)
        if len(packed) > 4:
            packed, extra = struct.pack(order + 'I', extra_at + len(extra)), extra + packed + bytes(len(packed) % 2)
        directory += struct.pack(order + 'HHI', tag, kind, count) + packed.ljust(4, b'\0')
    magic = b'II*\0' if order == '<' else b'MM\0*'
    return magic + struct.pack(order + 'I', start) + data + directory + bytes(4) + extra


def webp_chunk(name, data):
    return name + struct.pack('<I', len(data)) + data + bytes(len(data) % 2)


def webp_frame_at(image, canvas, left, top, **options):
    """An animation of one frame that does not cover its canvas."""
    still = encoded(image, 'WEBP', **options)[12:]
    if still[:4] == b'VP8X':
        still = still[18:]
    u24 = lambda n: struct.pack('<I', n)[:3]
    frame = u24(left // 2) + u24(top // 2) + u24(image.width - 1) + u24(image.height - 1) + u24(100) + b'\0' + still
    body = (webp_chunk(b'VP8X', b'\x12\0\0\0' + u24(canvas[0] - 1) + u24(canvas[1] - 1))
            + webp_chunk(b'ANIM', b'\xff\xff\xff\xff\0\0') + webp_chunk(b'ANMF', frame))
    return b'RIFF' + struct.pack('<I', 4 + len(body)) + b'WEBP' + body


def exif(orientation, order='<', kind=3):
    value = struct.pack(order + {3: 'HH', 4: 'I'}[kind], *([orientation, 0] if kind == 3 else [orientation]))
    return ((b'II*\0' if order == '<' else b'MM\0*') + struct.pack(order + 'IHHHI', 8, 1, 0x112, kind, 1)
            + value + bytes(4))


def xmp(orientation):
    return f'<x:xmpmeta><rdf:Description tiff:Orientation="{orientation}"/></x:xmpmeta>'.encode()


def segment(marker, data):
    return b'\xff' + bytes([marker]) + struct.pack('>H', len(data) + 2) + data


def with_segments(jpeg, *segments):
    return jpeg[:2] + b''.join(segments) + jpeg[2:]


# ---- The files -------------------------------------------------------------------------------------------------

def jpeg_files():
    sizes = {'odd': (33, 19), 'even': (48, 32), 'one': (1, 1), 'row': (17, 1), 'column': (1, 13)}
    for name, size in sizes.items():
        for subsampling, label in enumerate(['444', '422', '420']):
            yield f'{name}-{label}.jpg', encoded(picture(*size, 1), 'JPEG', quality=83, subsampling=subsampling)
    image = picture(45, 37, 2)
    yield 'progressive.jpg', encoded(image, 'JPEG', quality=90, progressive=True)
    yield 'coarse.jpg', encoded(image, 'JPEG', quality=5)
    yield 'fine.jpg', encoded(image, 'JPEG', quality=100, subsampling=0)
    yield 'restarts.jpg', encoded(image, 'JPEG', quality=75, restart_marker_blocks=2)
    yield 'rgb.jpg', encoded(image, 'JPEG', quality=90, keep_rgb=True)
    yield 'grey.jpg', encoded(image.convert('L'), 'JPEG', quality=80)
    yield 'grey-progressive.jpg', encoded(image.convert('L'), 'JPEG', quality=80, progressive=True)
    inks = Image.merge('CMYK', [picture(45, 37, s).convert('L') for s in (3, 4, 5, 6)])
    cmyk = encoded(inks, 'JPEG', quality=90, subsampling=0)
    yield 'cmyk.jpg', cmyk
    yield 'cmyk-420.jpg', encoded(inks, 'JPEG', quality=90, subsampling=2)
    # The transform byte of the Adobe segment makes the same numbers luma, two chroma and black.
    at = cmyk.index(b'Adobe') + 11
    yield 'ycck.jpg', cmyk[:at] + b'\2' + cmyk[at + 1:]
    ycck = encoded(inks, 'JPEG', quality=90, progressive=True, subsampling=1)
    at = ycck.index(b'Adobe') + 11
    yield 'ycck-422-progressive.jpg', ycck[:at] + b'\2' + ycck[at + 1:]
    plain = encoded(image, 'JPEG', quality=85)
    thumbnail = segment(0xE1, b'Exif\0\0' + exif(1) + encoded(picture(16, 12, 7), 'JPEG'))
    yield 'thumbnail.jpg', with_segments(plain, thumbnail)
    yield 'trailing-bytes.jpg', plain + b'anything' * 9
    yield 'junk-between-segments.jpg', plain[:2] + b'\xff\xff\xff' + plain[3:]
    target = io.BytesIO()
    image.save(target, 'MPO', save_all=True, append_images=[picture(20, 10, 8)])
    yield 'two-pictures.jpg', target.getvalue()
    for wide in (61, 122):
        yield f'wide-{wide}.jpg', encoded(picture(wide, 30, wide), 'JPEG', quality=88)
    yield 'flat.jpg', encoded(picture(3000, 2, 9), 'JPEG', quality=70)
    yield 'tall.jpg', encoded(picture(2, 3000, 9), 'JPEG', quality=70)
    yield 'photo.jpg', encoded(picture(500, 375, 10), 'JPEG', quality=60)
    yield 'portrait.jpg', encoded(picture(180, 240, 11), 'JPEG', quality=70)


def orientation_files():
    image = picture(21, 13, 20)
    for orientation in range(10):
        yield f'exif-{orientation}.jpg', encoded(image, 'JPEG', exif=b'Exif\0\0' + exif(orientation, '<>'[orientation % 2]))
    plain = encoded(image, 'JPEG')
    yield 'exif-long.jpg', with_segments(plain, segment(0xE1, b'Exif\0\0' + exif(6, '>', 4)))
    yield 'xmp.jpg', with_segments(plain, segment(0xE1, b'http://ns.adobe.com/xap/1.0/\0' + xmp(8)))
    yield 'exif-over-xmp.jpg', with_segments(plain, segment(0xE1, b'http://ns.adobe.com/xap/1.0/\0' + xmp(8)),
                                             segment(0xE1, b'Exif\0\0' + exif(3)))
    halves = exif(5)
    yield 'exif-in-two.jpg', with_segments(plain, segment(0xE1, b'Exif\0\0' + halves[:14]),
                                           segment(0xE1, b'Exif\0\0' + halves[14:]))
    yield 'exif-broken.jpg', with_segments(plain, segment(0xE1, b'Exif\0\0' + b'XX' + exif(6)[2:]))
    array = np.asarray(image)
    yield 'exif-before.png', png(array, 8, 2, before=[(b'eXIf', exif(6))])
    yield 'exif-after.png', png(array, 8, 2, after=[(b'eXIf', exif(7))])
    yield 'xmp.png', png(array, 8, 2, before=[(b'iTXt', b'XML:com.adobe.xmp\0\0\0\0\0' + xmp(3))])
    yield 'xmp-compressed.png', png(array, 8, 2, before=[
        (b'iTXt', b'XML:com.adobe.xmp\0\1\0\0\0' + zlib.compress(xmp(5)))])
    raw = (b'\nexif\n      32\n' + exif(8).hex().encode() + b'\n')
    yield 'raw-profile.png', png(array, 8, 2, before=[(b'zTXt', b'Raw profile type exif\0\0' + zlib.compress(raw))])
    for orientation in (2, 6):
        yield f'exif-{orientation}.webp', encoded(image, 'WEBP', quality=80, exif=exif(orientation))
    yield 'xmp.webp', encoded(image, 'WEBP', lossless=True, xmp=xmp(4))
    for orientation in range(1, 9):
        yield f'tag-{orientation}.tif', encoded(image, 'TIFF', tiffinfo={274: orientation})
    yield 'tag-lzw.tif', encoded(image, 'TIFF', compression='tiff_lzw', tiffinfo={274: 6})


def png_files():
    rgb = np.asarray(picture(29, 23, 30))
    alpha = np.asarray(with_alpha(picture(29, 23, 31), 32))
    grey = np.asarray(picture(29, 23, 33).convert('L'))
    wide = lambda a: (a.astype(np.uint16) * 257 + np.arange(a.size, dtype=np.uint16).reshape(a.shape) * 7)
    colors = bytes(np.random.RandomState(34).randint(0, 256, 768).astype(np.uint8))
    for interlaced, label in ((False, ''), (True, '-interlaced')):
        for bits in (1, 2, 4, 8):
            yield f'grey-{bits}{label}.png', png(grey >> (8 - bits), bits, 0, interlaced)
            yield f'palette-{bits}{label}.png', png(
                grey >> (8 - bits), bits, 3, interlaced, [(b'PLTE', colors[:3 << bits])])
        yield f'grey-16{label}.png', png(grey.astype(np.uint16) * 3, 16, 0, interlaced)
        yield f'rgb{label}.png', png(rgb, 8, 2, interlaced)
        yield f'rgb-16{label}.png', png(wide(rgb), 16, 2, interlaced)
        yield f'rgba{label}.png', png(alpha, 8, 6, interlaced)
        yield f'rgba-16{label}.png', png(wide(alpha), 16, 6, interlaced)
        yield f'grey-alpha{label}.png', png(alpha[..., 2:], 8, 4, interlaced)
        yield f'grey-alpha-16{label}.png', png(wide(alpha[..., 2:]), 16, 4, interlaced)
        for size in ((1, 1), (1, 9), (9, 1), (3, 2)):
            small = np.asarray(picture(*size, 35))
            yield f'{size[0]}x{size[1]}{label}.png', png(small, 8, 2, interlaced)
    for kind in range(5):
        yield f'filter-{kind}.png', png(rgb, 8, 2, pick=lambda y: kind)
    yield 'many-chunks.png', png(rgb, 8, 2, split=100)
    yield 'palette-beyond.png', png(grey >> 4, 8, 3, before=[(b'PLTE', colors[:30])])
    yield 'palette-alpha.png', png(grey >> 4, 8, 3, before=[(b'PLTE', colors[:48]), (b'tRNS', bytes(range(0, 256, 16)))])
    yield 'transparent-colour.png', png(rgb, 8, 2, before=[(b'tRNS', bytes(6))])
    yield 'gamma.png', png(rgb, 8, 2, before=[(b'gAMA', struct.pack('>I', 220000)), (b'sRGB', b'\0')])
    frames = [with_alpha(picture(20, 15, s), s + 1) for s in (36, 38, 40)]
    yield 'animated.png', encoded(frames[0], 'PNG', save_all=True, append_images=frames[1:], blend=1)
    yield 'animated-hidden.png', encoded(frames[0], 'PNG', save_all=True, append_images=frames[1:], default_image=True)
    yield 'written-by-pillow.png', encoded(picture(60, 40, 41), 'PNG', optimize=True)
    yield 'no-end.png', png(rgb, 8, 2)[:-12]


def gif_files():
    image = picture(37, 26, 50)
    for colors in (2, 5, 16, 200):
        for interlaced in (0, 1):
            yield f'colours-{colors}{"-interlaced" * interlaced}.gif', encoded(
                image.quantize(colors), 'GIF', interlace=interlaced)
    yield 'grey.gif', encoded(image.convert('L'), 'GIF')
    yield 'bitonal.gif', encoded(image.convert('1'), 'GIF')
    yield 'noise.gif', encoded(Image.fromarray(np.random.RandomState(51).randint(0, 256, (90, 90)).astype(np.uint8)), 'GIF')
    frames = [picture(30, 20, s).quantize(32) for s in (52, 53)]
    yield 'animated.gif', encoded(frames[0], 'GIF', save_all=True, append_images=frames[1:], loop=0, comment=b'two')
    colors = [(250, 0, 10), (0, 240, 20), (30, 40, 230), (200, 200, 7)]
    other = [(1, 2, 3), (100, 110, 120), (9, 99, 199), (255, 255, 255)]
    values = np.random.RandomState(54).randint(0, 4, 12 * 7)
    frame = (3, 2, 12, 7)
    yield 'offset.gif', gif((20, 15), colors, frame, values, 2)
    yield 'offset-background.gif', gif((20, 15), colors, frame, values, 2, background=3)
    yield 'offset-transparent.gif', gif((20, 15), colors, frame, values, 2, transparent=2)
    yield 'offset-local.gif', gif((20, 15), colors, frame, values, 2, transparent=1, local=other)
    yield 'beyond-screen.gif', gif((10, 5), colors, frame, values, 2)
    yield 'offset-interlaced.gif', gif((20, 15), colors, frame, values, 2, interlaced=True)
    yield 'no-palette.gif', gif((12, 7), None, (0, 0, 12, 7), values, 2)
    yield 'short-palette.gif', gif((12, 7), colors, (0, 0, 12, 7), values * 2 + 1, 3)


def bmp_files():
    rgb = np.asarray(picture(29, 17, 60))
    bgr = rgb[..., ::-1]
    grey = np.asarray(picture(29, 17, 61).convert('L'))
    colors = bytes(np.random.RandomState(62).randint(0, 256, 1024).astype(np.uint8))
    ramp = bytes(b for i in range(256) for b in (i, i, i, 0))
    height, width = grey.shape
    yield 'rgb.bmp', bmp(width, height, 24, bmp_rows(bgr, 24))
    yield 'rgb-top-down.bmp', bmp(width, -height, 24, bmp_rows(bgr, 24))
    yield 'core-header.bmp', bmp(width, height, 24, bmp_rows(bgr, 24), size=12)
    yield 'core-palette.bmp', bmp(width, height, 4, bmp_rows(grey >> 4, 4), colors[:48], size=12)
    padded = np.dstack([bgr, grey])
    yield 'rgbx.bmp', bmp(width, height, 32, bmp_rows(padded, 32))
    yield 'rgba-masks.bmp', bmp(width, height, 32, bmp_rows(padded, 32), compression=3, size=108,
                                masks=struct.pack('<4I', 0xFF0000, 0xFF00, 0xFF, 0xFF000000))
    yield 'abgr-masks.bmp', bmp(width, height, 32, bmp_rows(np.dstack([grey, bgr]), 32), compression=3,
                                masks=struct.pack('<3I', 0xFF000000, 0xFF0000, 0xFF00))
    for bits in (1, 4, 8):
        yield f'palette-{bits}.bmp', bmp(width, height, bits, bmp_rows(grey >> (8 - bits), bits), colors[:4 << bits])
    yield 'few-colours.bmp', bmp(width, height, 8, bmp_rows(grey >> 5, 8), colors[:32], colors=8)
    yield 'palette-unstated.bmp', bmp(width, height, 8, bmp_rows(grey, 8), colors[:1008])
    yield 'palette-cut.bmp', bmp(1, 1, 4, bmp_rows(grey[:1, :1] >> 4, 4), colors[:20], colors=16)
    yield 'grey-twice.bmp', bmp(width, height, 8, bmp_rows(grey, 8), ramp * 2, colors=512)
    yield 'grey.bmp', bmp(width, height, 8, bmp_rows(grey, 8), ramp)
    yield 'bitonal.bmp', bmp(width, height, 1, bmp_rows(grey >> 7, 1), b'\0\0\0\0\xff\xff\xff\0')
    yield 'bitonal-inverted.bmp', bmp(width, height, 1, bmp_rows(grey >> 7, 1), b'\xff\xff\xff\0\0\0\0\0')
    shorts = (rgb[..., 0].astype('<u2') << 8 ^ rgb[..., 1] ^ rgb[..., 2].astype('<u2') << 5).astype('<u2')
    yield 'rgb-555.bmp', bmp(width, height, 16, bmp_rows(shorts, 16))
    yield 'rgb-565.bmp', bmp(width, height, 16, bmp_rows(shorts, 16), compression=3,
                             masks=struct.pack('<3I', 0xF800, 0x7E0, 0x1F))
    runs = b''.join(bytes([4, y, 3, 7, 0, 5, 1, 2, 3, 4, 5, 0, 17, 200, 0, 0]) for y in range(height))
    yield 'runs-8.bmp', bmp(width, height, 8, [runs + b'\0\1'], colors, compression=1)
    runs = b''.join(bytes([9, 0x12, 4, 0x30, 0, 4, 0x12, 0x34, 12, y, 0, 0]) for y in range(height))
    yield 'runs-4.bmp', bmp(width, height, 4, [runs + b'\0\1'], colors[:64], compression=2)
    skips = bytes([6, 1, 0, 2, 5, 1, 8, 2, 0, 0]) + b''.join(bytes([29, y, 0, 0]) for y in range(height))
    yield 'runs-skipping.bmp', bmp(width, height, 8, [skips], colors, compression=1)


def webp_files():
    for name, size in {'odd': (33, 19), 'one': (1, 1), 'row': (18, 1), 'column': (1, 18)}.items():
        yield f'lossy-{name}.webp', encoded(picture(*size, 70), 'WEBP', quality=70)
        yield f'lossless-{name}.webp', encoded(picture(*size, 70), 'WEBP', lossless=True)
    image = with_alpha(picture(40, 31, 71), 72)
    yield 'lossy-alpha.webp', encoded(image, 'WEBP', quality=80)
    yield 'lossless-alpha.webp', encoded(image, 'WEBP', lossless=True)
    yield 'lossless-alpha-exact.webp', encoded(image, 'WEBP', lossless=True, exact=True)
    yield 'profile.webp', encoded(image.convert('RGB'), 'WEBP', icc_profile=b'not looked at')
    frames = [picture(30, 22, s) for s in (73, 74)]
    yield 'animated.webp', encoded(frames[0], 'WEBP', save_all=True, append_images=frames[1:])
    yield 'animated-offset.webp', webp_frame_at(picture(20, 12, 75), (40, 30), 6, 4, quality=80)
    yield 'animated-offset-alpha.webp', webp_frame_at(with_alpha(picture(20, 12, 76), 77), (40, 30), 6, 4, quality=80)
    yield 'animated-offset-lossless.webp', webp_frame_at(with_alpha(picture(20, 12, 76), 77), (40, 30), 2, 0, lossless=True)


def tiff_files():
    image = picture(35, 27, 80)
    grey = np.asarray(image.convert('L'))
    inks = Image.merge('CMYK', [picture(35, 27, s).convert('L') for s in (81, 82, 83, 84)])
    kinds = {
        'bitonal': image.convert('1'), 'grey': image.convert('L'), 'palette': image.quantize(40), 'rgb': image,
        'rgba': with_alpha(image, 85), 'grey-alpha': with_alpha(image, 86).convert('LA'), 'cmyk': inks,
        'grey-16': Image.fromarray(grey.astype(np.uint16) * 2), 'int': Image.fromarray(grey.astype(np.int32) * 4 - 300),
        'float': Image.fromarray(grey.astype(np.float32) * 1.9 - 90.5)}
    for name, kind in kinds.items():
        for compression in ('raw', 'tiff_lzw', 'tiff_adobe_deflate', 'packbits'):
            yield f'{name}-{compression.replace("tiff_", "").replace("adobe_", "")}.tif', encoded(
                kind, 'TIFF', compression=compression)
    for name in ('grey', 'rgb', 'grey-16'):
        for compression in ('tiff_lzw', 'tiff_deflate'):
            yield f'{name}-{compression[5:]}-predicted.tif', encoded(
                kinds[name], 'TIFF', compression=compression, tiffinfo={317: 2})
    yield 'strips.tif', encoded(image, 'TIFF', compression='raw', tiffinfo={278: 5})
    yield 'strips-lzw.tif', encoded(picture(90, 70, 87), 'TIFF', compression='tiff_lzw', tiffinfo={278: 9})
    rgb = np.asarray(image)
    height, width = grey.shape
    short = lambda *values: (3, list(values))
    rows = lambda array: [row.tobytes() for row in array]
    base = {258: short(8), 259: short(1), 262: short(1), 277: short(1), 278: short(height)}
    yield 'white-is-zero.tif', tiff(width, height, {**base, 262: short(0)}, [grey.tobytes()])
    for bits in (1, 2, 4):
        data = b''.join(packed_bits(grey >> (8 - bits), bits))
        yield f'grey-{bits}.tif', tiff(width, height, {**base, 258: short(bits)}, [data])
        yield f'white-is-zero-{bits}.tif', tiff(width, height, {**base, 258: short(bits), 262: short(0)}, [data])
        colors = short(*(int(v) for v in np.random.RandomState(bits).randint(0, 65536, 3 << bits)))
        yield f'palette-{bits}.tif', tiff(width, height, {**base, 258: short(bits), 262: short(3), 320: colors}, [data])
    reverse = bytes(int(format(i, '08b')[::-1], 2) for i in range(256))
    data = b''.join(packed_bits(grey >> 7, 1)).translate(reverse)
    yield 'reversed.tif', tiff(width, height, {**base, 258: short(1), 266: short(2)}, [data])
    yield 'big-endian-16.tif', tiff(width, height, {**base, 258: short(16)}, [(grey.astype('>u2') * 2).tobytes()], '>')
    yield 'signed-16.tif', tiff(width, height, {**base, 258: short(16), 339: short(2)},
                                [(grey.astype('<i2') * 3 - 200).astype('<i2').tobytes()])
    color = {**base, 258: short(8, 8, 8), 262: short(2), 277: short(3)}
    yield 'big-endian-rgb.tif', tiff(width, height, color, [rgb.tobytes()], '>')
    for order in '<>':
        data = (rgb.astype(np.uint16) * 251).astype(order + 'u2').tobytes()
        yield f'rgb-16-{"little" if order == "<" else "big"}.tif', tiff(
            width, height, {**color, 258: short(16, 16, 16)}, [data], order)
    planes = [rgb[..., c].tobytes() for c in range(3)]
    yield 'planar.tif', tiff(width, height, {**color, 284: short(2)}, planes)
    yield 'planar-deflate.tif', tiff(width, height, {**color, 284: short(2), 259: short(8)},
                                     [zlib.compress(p) for p in planes])
    alpha = np.asarray(with_alpha(image, 88))
    yield 'planar-extra-deflate.tif', tiff(
        width, height, {**color, 258: short(8, 8, 8, 8), 277: short(4), 284: short(2), 259: short(8), 338: short(0)},
        [zlib.compress(alpha[..., c].tobytes()) for c in range(4)])
    four = {**color, 258: short(8, 8, 8, 8), 277: short(4)}
    for kind, label in ((0, 'unspecified'), (1, 'premultiplied'), (2, 'alpha')):
        yield f'extra-{label}.tif', tiff(width, height, {**four, 338: short(kind)}, [alpha.tobytes()])
    blocks = []
    tiles = np.zeros((32, 48, 3), np.uint8)
    tiles[:height, :width] = rgb
    for y in (0, 16):
        for x in (0, 16, 32):
            blocks.append(tiles[y:y + 16, x:x + 16].tobytes())
    tags = {key: value for key, value in color.items() if key != 278}
    yield 'tiles.tif', tiff(width, height, tags, blocks, tile=(16, 16))
    yield 'tiles-deflate.tif', tiff(width, height, {**tags, 259: short(8)}, [zlib.compress(b) for b in blocks],
                                    tile=(16, 16))
    frames = [picture(20, 10, s) for s in (89, 90)]
    yield 'pages.tif', encoded(frames[0], 'TIFF', save_all=True, append_images=frames[1:])


def rejected_files():
    jpeg = encoded(picture(45, 37, 2), 'JPEG', quality=85)
    image = png(np.asarray(picture(29, 23, 30)), 8, 2)
    yield 'empty.jpg', b'', 'EMPTY', 'no bytes'
    yield 'text.jpg', b'This is no picture.\n' * 20, 'NOT_AN_IMAGE', 'a text'
    yield 'page.jpg', b'\n<!DOCTYPE html><html><body>404</body></html>', 'NOT_AN_IMAGE', 'an HTML page'
    yield 'bytes.jpg', bytes(range(256)), 'NOT_AN_IMAGE', 'unknown format'
    yield 'cut-short.jpg', jpeg[:len(jpeg) // 2], 'TRUNCATED', 'ends within'
    yield 'cut-at-end.jpg', jpeg[:-2], 'TRUNCATED', 'lacks only its end-of-image marker'
    thumbnail = segment(0xE1, b'Exif\0\0' + exif(1) + encoded(picture(16, 12, 7), 'JPEG'))
    yield 'cut-with-thumbnail.jpg', with_segments(jpeg, thumbnail)[:-200], 'TRUNCATED', 'of its rows are there'
    yield 'first-bytes.jpg', jpeg[:2], 'TRUNCATED', 'first bytes'
    frame = jpeg.index(b'\xff\xc0')
    size = jpeg[:frame + 5] + b'\xff\xff\xff\xff' + jpeg[frame + 9:]
    yield 'enormous.jpg', size, 'TOO_LARGE', '65535 x 65535'
    yield 'no-height.jpg', jpeg[:frame + 5] + b'\0\0' + jpeg[frame + 7:], 'CORRUPT', '45 x 0'
    yield 'twelve-bits.jpg', jpeg[:frame + 4] + b'\x0c' + jpeg[frame + 5:], 'UNSUPPORTED', '12-bit'
    yield 'lossless.jpg', jpeg[:frame] + b'\xff\xc3' + jpeg[frame + 2:], 'UNSUPPORTED', 'lossless'
    yield 'arithmetic.jpg', jpeg[:frame] + b'\xff\xc9' + jpeg[frame + 2:], 'UNSUPPORTED', 'arithmetic'
    scan = jpeg.index(b'\xff\xda') + 100
    yield 'marker-in-data.jpg', jpeg[:scan] + b'\xff\x6b' + jpeg[scan:], 'CORRUPT', 'marker FF6B'
    yield 'no-tables.jpg', jpeg[:2] + jpeg[frame:], 'CORRUPT', 'gave up'
    yield 'cut-short.png', image[:len(image) // 2], 'TRUNCATED', 'ends within'
    header = struct.pack('>IIBBBBB', 100000, 100000, 8, 2, 0, 0, 0)
    yield 'enormous.png', image[:8] + chunk(b'IHDR', header) + image[33:], 'TOO_LARGE', '100000 x 100000'
    yield 'bad-checksum.png', image[:29] + b'\0\0\0\0' + image[33:], 'CORRUPT', 'checksum'
    texts = png(np.asarray(picture(29, 23, 30)), 8, 2, after=[(b'tEXt', b'Comment\0' + b'x' * 60)])
    yield 'cut-trailer.png', texts[:-50], 'TRUNCATED', 'a PNG chunk'
    few = png(np.asarray(picture(29, 11, 30)), 8, 2)
    taller = struct.pack('>IIBBBBB', 29, 23, 8, 2, 0, 0, 0)
    yield 'too-few-rows.png', few[:8] + chunk(b'IHDR', taller) + few[33:], 'CORRUPT', 'before its last row'
    at = image.index(b'IDAT') + 10
    yield 'broken-data.png', image[:at] + b'\xaa' * 40 + image[at + 40:], 'CORRUPT', 'PNG'
    yield 'no-palette.png', png(np.zeros((3, 3), np.uint8), 8, 3), 'CORRUPT', 'no palette'
    graphics = encoded(picture(37, 26, 50).quantize(16), 'GIF')
    yield 'cut-short.gif', graphics[:-60], 'TRUNCATED', 'ends within'
    yield 'no-image.gif', graphics[:13 + 48] + b';', 'CORRUPT', 'no image'
    yield 'cut-short.bmp', encoded(picture(29, 17, 60), 'BMP')[:-100], 'TRUNCATED', 'BMP pixels'
    odd = bytearray(encoded(picture(29, 17, 60), 'BMP'))
    odd[28] = 17
    yield 'seventeen-bits.bmp', bytes(odd), 'UNSUPPORTED', '17 bits'
    lossy = encoded(picture(33, 19, 70), 'WEBP')
    yield 'cut-short.webp', lossy[:-20], 'TRUNCATED', 'RIFF'
    pages = encoded(picture(35, 27, 80), 'TIFF', compression='raw')
    yield 'cut-short.tif', pages[:-500], 'TRUNCATED', 'ends within'
    yield 'askew.tif', encoded(picture(35, 27, 80).convert('L'), 'TIFF', tiffinfo={274: 6}), 'UNSUPPORTED', 'on their side'
    yield 'jpeg-inside.tif', encoded(picture(35, 27, 80), 'TIFF', compression='jpeg'), 'UNSUPPORTED', 'JPEG compression'
    yield 'fax.tif', encoded(picture(35, 27, 80).convert('1'), 'TIFF', compression='group4'), 'UNSUPPORTED', 'CCITT'
    yield 'big.tif', encoded(picture(5, 5, 80), 'TIFF', big_tiff=True), 'UNSUPPORTED', 'BigTIFF'
    for form, name in (('JPEG2000', 'JPEG 2000'), ('ICO', 'ICO'), ('PPM', 'PNM'), ('AVIF', 'AVIF'), ('SGI', 'SGI'),
                       ('DDS', 'DDS'), ('QOI', 'QOI')):
        yield f'{form.lower()}.jpg', encoded(picture(16, 16, 99), form), 'UNSUPPORTED', name
    yield 'phone.heic', b'\0\0\0\x18ftypheic\0\0\0\0mif1heic' + bytes(40), 'UNSUPPORTED', 'HEIC'
    yield 'layers.psd', b'8BPS\0\1' + bytes(40), 'UNSUPPORTED', 'PSD'
    yield 'vector.svg', b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'UNSUPPORTED', 'SVG'


RESIZES = [(method, height, width, pad) for method, pads in
           (('crop', ['reflection']), ('squish', ['reflection']), ('pad', ['reflection', 'border', 'zeros']))
           for pad in pads for height, width in ((24, 24), (40, 17), (7, 50))]
LARGE = [('crop', 224, 224, 'reflection'), ('squish', 224, 224, 'reflection'), ('pad', 224, 224, 'reflection'),
         ('pad', 224, 224, 'border'), ('pad', 224, 224, 'zeros'), ('crop', 64, 96, 'reflection')]
SIZES = ('one-444', 'row-444', 'column-444', 'wide-61', 'wide-122', 'flat', 'tall', 'photo', 'portrait', 'grey.jpg')


def settings(folder, name):
    """Which expectations a file gets: all of it as it is; what resize does to it where its shape is of interest."""
    yield 'RGB', 'ignore', NONE
    yield 'L', 'ignore', NONE
    if folder == 'orientation':
        yield 'RGB', 'apply', NONE
        yield 'L', 'apply', ('crop', 8, 12, 'reflection')
    if folder == 'jpeg' and name.startswith(SIZES):
        for resize in LARGE:
            yield 'RGB', 'ignore', resize
        yield 'L', 'ignore', LARGE[0]
    if folder == 'png' and name in ('rgb.png', 'grey-8.png', '1x1.png', '1x9.png', '9x1.png', '3x2.png'):
        for resize in RESIZES:
            yield 'RGB', 'ignore', resize
            yield 'L', 'ignore', resize
        yield 'RGB', 'ignore', ('squish', 23, 29, 'reflection')


def write(name, data):
    path = ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main():
    warnings.simplefilter('ignore')
    if PIL.__version__ != '12.3.0':
        sys.exit(f'Pillow 12.3.0 is the reference, this is {PIL.__version__}')
    shutil.rmtree(ROOT, ignore_errors=True)
    images, rejected = [], []
    families = {'jpeg': jpeg_files, 'orientation': orientation_files, 'png': png_files, 'gif': gif_files,
                'bmp': bmp_files, 'webp': webp_files, 'tiff': tiff_files}
    for folder, files in families.items():
        for name, data in files():
            path = write(f'{folder}/{name}', data)
            expectations = []
            for mode, orientation, resize in settings(folder, name):
                array = expected(path, mode, orientation, resize)
                entry = expectation(array, mode, orientation, resize)
                if (mode, orientation, resize) == ('RGB', 'ignore', NONE) and array.size <= 4096:
                    entry['samples'] = f'samples/{folder}-{name}.z'
                    write(entry['samples'], zlib.compress(np.ascontiguousarray(array).tobytes(), 9))
                if folder == 'jpeg' and (name.startswith(('photo', 'odd')) or name == 'grey.jpg'):
                    entry['float32'] = floats(array)
                expectations.append(entry)
            images.append({'file': f'{folder}/{name}', 'expect': expectations})
    for name, data, fault, message in rejected_files():
        write(f'rejected/{name}', data)
        rejected.append({'file': f'rejected/{name}', 'fault': fault, 'message': message})
    index = {'pillow': PIL.__version__, 'numpy': np.__version__, 'images': images, 'rejected': rejected}
    write('index.json', (json.dumps(index, indent=1) + '\n').encode())
    print(f'{len(images)} images with {sum(len(i["expect"]) for i in images)} expectations, {len(rejected)} rejected')


if __name__ == '__main__':
    main()
