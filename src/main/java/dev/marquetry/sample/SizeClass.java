package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** How large a picture is. */
enum SizeClass {
    /** As most of ImageNet: 500 pixels long, landscape or portrait. */
    ORDINARY {
        @Override
        Size draw(RandomGenerator random) {
            int[] shorter = {375, 375, 375, 375, 333, 333, 334, 400, 281, 500};
            Size size = new Size(500, shorter[random.nextInt(shorter.length)]);
            return random.nextInt(4) == 0 ? size.turned() : size;
        }
    },
    /** Any size and any shape between a thumbnail and a small photograph. */
    VARIED {
        @Override
        Size draw(RandomGenerator random) {
            return new Size(random.nextInt(120, 901), random.nextInt(120, 901));
        }
    },
    TINY {
        @Override
        Size draw(RandomGenerator random) {
            return new Size(random.nextInt(1, 65), random.nextInt(1, 65));
        }
    },
    PANORAMA {
        @Override
        Size draw(RandomGenerator random) {
            Size size = new Size(random.nextInt(1400, 2601), random.nextInt(260, 561));
            return random.nextInt(5) == 0 ? size.turned() : size;
        }
    },
    /** As a camera gives it, over 2000 pixels long. */
    LARGE {
        @Override
        Size draw(RandomGenerator random) {
            Size size = new Size(random.nextInt(2048, 2401), random.nextInt(900, 1351));
            return random.nextInt(4) == 0 ? size.turned() : size;
        }
    };

    /** Returns a size of this class. */
    abstract Size draw(RandomGenerator random);

    /** Width and height in pixels. */
    record Size(int width, int height) {
        Size turned() {
            return new Size(/* width= */ height, /* height= */ width);
        }
    }
}
