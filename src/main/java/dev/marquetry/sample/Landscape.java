package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** Sky with clouds, hills one behind the other that fade with the distance, a meadow or a lake, firs. */
final class Landscape implements Scene {
    @Override
    public void draw(Canvas canvas, RandomGenerator random) {
        float horizon = canvas.height() * Scene.between(0.35f, 0.6f, random);
        Color haze = Color.hue(Scene.between(0.5f, 0.62f, random), Scene.between(0.05f, 0.3f, random), 0.85f)
                .mix(new Color(1f, 0.7f, 0.45f), Scene.between(0f, 0.6f, random));
        drawSky(canvas, horizon, haze, random);
        float hue = Scene.between(0.2f, 0.42f, random);
        int ridges = 2 + random.nextInt(3);
        for (int ridge = 0; ridge < ridges; ridge++) {
            drawRidge(canvas, horizon, haze, hue, (ridge + 1f) / ridges, random);
        }
        float shore = horizon + (canvas.height() - horizon) * Scene.between(0.25f, 0.5f, random);
        if (random.nextInt(3) == 0) {
            drawLake(canvas, shore, haze, random);
        } else {
            drawMeadow(canvas, shore, hue, random);
        }
        drawFirs(canvas, shore, hue, random);
    }

    private static void drawSky(Canvas canvas, float horizon, Color haze, RandomGenerator random) {
        float unit = canvas.unit();
        Color zenith = Color.hue(Scene.between(0.55f, 0.64f, random), Scene.between(0.4f, 0.8f, random), 0.7f);
        Ramp sky = Ramp.of(zenith, zenith.mix(haze, 0.5f), haze);
        canvas.paint(Shape.EVERYWHERE, sky, (x, y) -> y / Math.max(horizon, 1f));
        float sun = unit * Scene.between(0.02f, 0.06f, random);
        float sunX = canvas.width() * random.nextFloat();
        float sunY = horizon * Scene.between(0.1f, 0.9f, random);
        Ramp light = Ramp.of(haze.mix(Color.WHITE, 0.8f));
        canvas.paint(new Ellipse(sunX, sunY, sun, sun, 0f).blurred(unit * 0.6f), light, Tone.flat(1f), 0.5f);
        canvas.paint(new Ellipse(sunX, sunY, sun, sun, 0f).blurred(3f), light, Tone.flat(1f));
        NoiseField clouds = canvas.noise(unit * 0.7f, unit * 0.25f, 0.55f, random);
        float cover = Scene.between(0.35f, 0.6f, random);
        Ramp cloud = Ramp.of(haze.darker(0.7f), haze, Color.WHITE);
        Shape patches = new Shape() {
            @Override
            public float distance(float x, float y) {
                return (cover - clouds.at((int) x, (int) y)) * 6f + 0.5f;
            }

            @Override
            public Bounds bounds() {
                return Bounds.ENDLESS;
            }
        };
        canvas.paint(patches, cloud, (x, y) -> clouds.at(x, y) * 1.3f - 0.2f, 0.9f);
    }

    /** Draws one ridge; a nearness of 0 is the horizon, of 1 the last ridge before the foreground. */
    private static void drawRidge(
            Canvas canvas, float horizon, Color haze, float hue, float nearness, RandomGenerator random) {
        float unit = canvas.unit();
        float[] line = NoiseField.line(canvas.width(), unit * Scene.between(0.4f, 1f, random), 0.45f, random);
        float relief = unit * (0.3f - 0.18f * nearness);
        float base = horizon + (canvas.height() - horizon) * 0.3f * nearness;
        for (int column = 0; column < line.length; column++) {
            line[column] = base - relief * line[column];
        }
        Color near = Color.hue(hue, 0.45f, 0.35f + 0.15f * nearness);
        NoiseField texture = canvas.noise(unit * 0.12f, unit * 0.08f, 0.75f, random);
        Ramp ramp = Ramp.of(
                near.darker(0.3f).mix(haze, 0.6f * (1 - nearness)),
                near.mix(haze, 0.75f * (1 - nearness)),
                near.mix(new Color(0.8f, 0.75f, 0.5f), 0.4f).mix(haze, 0.8f * (1 - nearness)));
        canvas.paint(new Ground(line), ramp, texture);
    }

    private static void drawMeadow(Canvas canvas, float shore, float hue, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField patches = canvas.noise(unit * 0.5f, unit * 0.15f, 0.6f, random);
        NoiseField blades = canvas.noise(3f, unit * 0.04f, 0.7f, random);
        float[] edge = NoiseField.line(canvas.width(), unit * 0.5f, 0.5f, random);
        for (int column = 0; column < edge.length; column++) {
            edge[column] = shore - unit * 0.06f * edge[column];
        }
        Color grass = Color.hue(hue, 0.6f, 0.55f);
        Ramp ramp = Ramp.of(grass.darker(0.25f), grass, new Color(0.8f, 0.75f, 0.45f));
        canvas.paint(new Ground(edge), ramp, (x, y) -> 0.55f * patches.at(x, y) + 0.6f * blades.at(x, y) - 0.1f);
        for (int flower = random.nextInt(120); flower > 0; flower--) {
            float depth = random.nextFloat();
            float y = shore + (canvas.height() - shore) * depth;
            float radius = unit * (0.002f + 0.009f * depth);
            Ramp petals = Ramp.of(Color.hue(random.nextFloat(), 0.7f, 0.95f));
            canvas.paint(
                    new Ellipse(canvas.width() * random.nextFloat(), y, radius, radius * 0.7f, 0f),
                    petals,
                    Tone.flat(1f),
                    0.9f);
        }
    }

    private static void drawLake(Canvas canvas, float shore, Color haze, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField waves = canvas.noise(unit * 0.3f, unit * 0.02f, 0.75f, random);
        Color deep = Color.hue(Scene.between(0.5f, 0.6f, random), 0.6f, 0.35f);
        Ramp ramp = Ramp.of(deep.darker(0.6f), deep, haze.darker(0.9f), Color.WHITE);
        float reach = Math.max(canvas.height() - shore, 1f);
        canvas.paint(
                Ground.level(canvas.width(), shore),
                ramp,
                (x, y) -> waves.at(x, y) * 0.9f + 0.25f - 0.3f * (y - shore) / reach);
    }

    private static void drawFirs(Canvas canvas, float shore, float hue, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField needles = canvas.noise(unit * 0.03f, unit * 0.015f, 0.8f, random);
        Color green = Color.hue(hue + 0.03f, 0.55f, 0.32f);
        Ramp ramp = Ramp.of(green.darker(0.15f), green.darker(0.7f), green.mix(Color.WHITE, 0.15f));
        for (int fir = random.nextInt(30); fir > 0; fir--) {
            float foot = shore + unit * Scene.between(-0.02f, 0.12f, random);
            float tall = unit * Scene.between(0.06f, 0.3f, random);
            float x = canvas.width() * random.nextFloat();
            for (int tier = 0; tier < 4; tier++) {
                float top = foot - tall * (1f - 0.2f * tier);
                float half = tall * (0.1f + 0.05f * tier);
                canvas.paint(new Triangle(x, top, top + tall * 0.4f, half), ramp, needles);
            }
        }
    }
}
