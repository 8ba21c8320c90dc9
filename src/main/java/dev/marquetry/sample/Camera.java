package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** Takes a photograph of a canvas: exposure, white balance, darker corners, and the grain of a sensor. */
final class Camera {
    private static final int MOST = 65535;

    private Camera() {}

    static Picture photograph(Canvas canvas, RandomGenerator random) {
        int width = canvas.width();
        int height = canvas.height();
        float[] scene = canvas.samples();
        float exposure = Scene.between(0.85f, 1.12f, random);
        float warmth = Scene.between(-0.06f, 0.06f, random);
        float red = exposure * (1 + warmth);
        float blue = exposure * (1 - warmth);
        float falloff = Scene.between(0f, 0.35f, random);
        float grain = Scene.between(0.016f, 0.05f, random) / (1 << 15);
        short[] samples = new short[scene.length];
        float step = 1f / width;
        int index = 0;
        for (int y = 0; y < height; y++) {
            float down = (y + 0.5f) / height - 0.5f;
            for (int x = 0; x < width; x++) {
                float across = (x + 0.5f) * step - 0.5f;
                float light = 1f - falloff * 2f * (across * across + down * down);
                long noise = random.nextLong();
                // Mostly common to the three colours, as luma noise is what a camera leaves in.
                float common = grain * ((short) noise + (short) (noise >> 16));
                float own = 0.3f * grain;
                samples[index] = sample(scene[index] * light * red + common + own * (short) (noise >> 32));
                samples[index + 1] = sample(scene[index + 1] * light * exposure + common);
                samples[index + 2] = sample(scene[index + 2] * light * blue + common + own * (short) (noise >> 48));
                index += 3;
            }
        }
        return new Picture(width, height, samples);
    }

    private static short sample(float value) {
        return (short) Math.min(Math.max((int) (value * MOST), 0), MOST);
    }
}
