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
        float[] gains = {exposure * (1 + warmth), exposure, exposure * (1 - warmth)};
        float falloff = Scene.between(0f, 0.35f, random);
        float grain = Scene.between(0.014f, 0.042f, random) / (1 << 15);
        short[] samples = new short[scene.length];
        int index = 0;
        for (int y = 0; y < height; y++) {
            float down = (y + 0.5f) / height - 0.5f;
            for (int x = 0; x < width; x++) {
                float across = (x + 0.5f) / width - 0.5f;
                float light = 1f - falloff * 2f * (across * across + down * down);
                long noise = random.nextLong();
                // Mostly common to the three colours, as luma noise is what a camera leaves in.
                float common = grain * ((short) noise + (short) (noise >> 16));
                for (int channel = 0; channel < 3; channel++) {
                    float own = grain * 0.3f * (short) (noise >> (32 + 10 * channel));
                    float value = scene[index] * gains[channel] * light + common + own;
                    samples[index++] = (short) Math.min(Math.max((int) (value * MOST), 0), MOST);
                }
            }
        }
        return new Picture(width, height, samples);
    }
}
