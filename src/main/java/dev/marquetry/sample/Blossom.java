package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** A flower close up, sharp, before an unsharp background with discs of light. */
final class Blossom implements Scene {
    private static final float FULL_TURN = (float) (2 * Math.PI);

    @Override
    public void draw(Canvas canvas, RandomGenerator random) {
        drawBackground(canvas, random);
        int flowers = 1 + random.nextInt(2) + canvas.width() / (2 * Math.max(canvas.height(), 1));
        for (int flower = 0; flower < flowers; flower++) {
            float x = canvas.width() * (flower + Scene.between(0.3f, 0.7f, random)) / flowers;
            float y = canvas.height() * Scene.between(0.3f, 0.6f, random);
            float radius = canvas.unit() * Scene.between(0.22f, 0.42f, random) / (flowers > 1 ? 1.3f : 1f);
            drawStem(canvas, x, y, radius, random);
            drawFlower(canvas, x, y, radius, random);
        }
    }

    private static void drawBackground(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField blur = canvas.noise(unit * 0.8f, unit * 0.8f, 0.25f, random);
        Color leaf = Color.hue(Scene.between(0.16f, 0.45f, random), Scene.between(0.3f, 0.7f, random), 0.45f);
        Color other = Color.hue(random.nextFloat(), Scene.between(0.1f, 0.4f, random), 0.7f);
        canvas.paint(Shape.EVERYWHERE, Ramp.of(leaf.darker(0.25f), leaf, other), blur);
        int discs = 10 + random.nextInt(40);
        for (int disc = 0; disc < discs; disc++) {
            float radius = unit * Scene.between(0.02f, 0.11f, random);
            float x = canvas.width() * random.nextFloat();
            float y = canvas.height() * random.nextFloat();
            Ellipse light = new Ellipse(x, y, radius, radius, 0f);
            Color color = other.mix(Color.hue(random.nextFloat(), 0.3f, 1f), random.nextFloat());
            // A lens draws the rim of such a disc brighter than its middle.
            canvas.paint(
                    light.blurred(radius * 0.12f),
                    Ramp.of(color.darker(0.8f), color),
                    (column, row) -> 1f + light.distance(column, row) / radius,
                    Scene.between(0.1f, 0.5f, random));
        }
    }

    private static void drawStem(Canvas canvas, float x, float y, float radius, RandomGenerator random) {
        float lean = Scene.between(-0.2f, 0.2f, random);
        float length = canvas.height();
        Color green = Color.hue(0.27f, 0.6f, 0.5f);
        NoiseField hairs = canvas.noise(radius * 0.05f, radius * 0.3f, 0.7f, random);
        float thick = radius * 0.06f;
        Board stem = new Board(x - lean * length / 2, y + length / 2, thick, length / 2, lean, 0f);
        canvas.paint(
                stem,
                Ramp.lit(green),
                (column, row) -> 0.5f - 0.3f * stem.along(column, row) / thick + 0.3f * (hairs.at(column, row) - 0.5f));
        for (int leaf = random.nextInt(4); leaf > 0; leaf--) {
            float below = y + radius * Scene.between(0.9f, 2.2f, random);
            float angle = Scene.between(-0.9f, 0.9f, random);
            float reach = radius * Scene.between(0.4f, 0.9f, random);
            float side = random.nextInt(2) * 2 - 1f;
            Shape blade = new Ellipse(x - lean * (below - y) + side * reach * 0.8f, below, reach, reach * 0.22f, angle);
            canvas.paint(blade, Ramp.lit(green.darker(0.9f)), (column, row) -> 0.25f + 0.5f * hairs.at(column, row));
        }
    }

    private static void drawFlower(Canvas canvas, float x, float y, float radius, RandomGenerator random) {
        Tone veins = patch(radius, 0.15f, random).about(x, y);
        Color petal =
                Color.hue(random.nextFloat(), Scene.between(0.3f, 0.9f, random), Scene.between(0.75f, 1f, random));
        Ramp ramp = Ramp.of(petal.darker(0.2f), petal.darker(0.7f), petal, petal.mix(Color.WHITE, 0.5f));
        int petals = 7 + random.nextInt(14);
        float turn = FULL_TURN * random.nextFloat();
        float slim = Scene.between(1.2f, 2f, random) / petals;
        for (int layer = 0; layer < 2; layer++) {
            float reach = radius * (1f - 0.25f * layer);
            for (int index = 0; index < petals; index++) {
                float angle = turn + FULL_TURN * (index + 0.5f * layer) / petals + Scene.between(-0.06f, 0.06f, random);
                drawPetal(canvas, new Board(x, y, reach, reach * slim, angle, 0f), angle, ramp, veins);
            }
        }
        Color seed = Color.hue(Scene.between(0.08f, 0.16f, random), 0.8f, 0.8f);
        Tone seeds = patch(radius, 0.06f, random).about(x, y);
        float core = radius * Scene.between(0.18f, 0.32f, random);
        Ellipse middle = new Ellipse(x, y, core, core * 0.95f, 0f);
        canvas.paint(
                middle,
                Ramp.of(seed.darker(0.1f), seed.darker(0.6f), seed),
                (column, row) -> 1.2f * seeds.at(column, row) - 0.3f * (column - x + row - y) / core);
    }

    private static void drawPetal(Canvas canvas, Board axis, float angle, Ramp ramp, Tone veins) {
        float half = axis.halfWidth() / 2;
        float thick = axis.halfHeight();
        Board outer = axis.part(half * 1.1f, 0f, half, thick);
        float x = outer.centreX();
        float y = outer.centreY();
        canvas.paint(
                new Ellipse(x + half * 0.05f, y + half * 0.08f, half, thick, angle).blurred(half * 0.12f),
                Ramp.of(Color.BLACK),
                Tone.flat(1f),
                0.3f);
        canvas.paint(new Ellipse(x, y, half, thick, angle), ramp, (column, row) -> {
            float along = outer.along(column, row) / half;
            float across = outer.across(column, row) / thick;
            float ribs = (float) Math.abs(across * 5f - Math.rint(across * 5f));
            return 0.5f + 0.2f * along - 0.2f * across * across - 0.2f * ribs + 0.4f * (veins.at(column, row) - 0.5f);
        });
    }

    /** Noise for a flower of a radius, in cells of a share of it. */
    private static NoiseField patch(float radius, float cell, RandomGenerator random) {
        int side = (int) (2.4f * radius) + 4;
        return NoiseField.draw(side, side, cell * radius, cell * radius, 0.82f, random);
    }
}
