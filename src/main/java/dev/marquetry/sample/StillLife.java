package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** Fruit and boxes with labels on a wooden table before a wall, lit from one side, with soft shadows. */
final class StillLife implements Scene {
    @Override
    public void draw(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        float edge = canvas.height() * Scene.between(0.45f, 0.65f, random);
        drawWall(canvas, random);
        drawTable(canvas, edge, random);
        int things = 3 + random.nextInt(5) + canvas.width() / Math.max(canvas.height(), 1);
        for (int thing = 0; thing < things; thing++) {
            float nearness = (thing + random.nextFloat()) / things;
            float foot = edge + (canvas.height() - edge) * (0.1f + 0.75f * nearness);
            float x = canvas.width() * Scene.between(0.05f, 0.95f, random);
            float size = unit * Scene.between(0.07f, 0.16f, random) * (0.7f + 0.6f * nearness);
            if (random.nextInt(4) == 0) {
                drawBox(canvas, x, foot, size, random);
            } else {
                drawFruit(canvas, x, foot, size, random);
            }
        }
    }

    private static void drawWall(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField plaster = canvas.noise(unit * 0.6f, unit * 0.6f, 0.6f, random);
        Color paint = Color.hue(random.nextFloat(), Scene.between(0.05f, 0.4f, random), 0.75f);
        float lamp = canvas.width() * random.nextFloat();
        float reach = 1.2f * canvas.width();
        canvas.paint(
                Shape.EVERYWHERE,
                Ramp.lit(paint),
                (x, y) -> 0.75f - 0.45f * Math.abs(x - lamp) / reach + 0.22f * (plaster.at(x, y) - 0.5f));
    }

    private static void drawTable(Canvas canvas, float edge, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField grain = canvas.noise(unit * 0.9f, unit * 0.035f, 0.72f, random);
        NoiseField stains = canvas.noise(unit * 0.4f, unit * 0.2f, 0.6f, random);
        Color wood = Color.hue(Scene.between(0.05f, 0.11f, random), Scene.between(0.4f, 0.7f, random), 0.6f);
        float plank = Math.max(unit * Scene.between(0.12f, 0.25f, random), 3f);
        canvas.paint(Ground.level(canvas.width(), edge), Ramp.lit(wood), (x, y) -> {
            float depth = y - edge;
            float seam = depth - plank * (int) (depth / plank) < Math.max(plank * 0.03f, 1f) ? -0.3f : 0f;
            return 0.2f + 0.55f * grain.at(x, y) + 0.25f * stains.at(x, y) + seam;
        });
    }

    private static void drawFruit(Canvas canvas, float x, float foot, float radius, RandomGenerator random) {
        drawShadow(canvas, x, foot, radius);
        float hue = Scene.between(-0.05f, 0.33f, random);
        Color skin = Color.hue(hue, Scene.between(0.6f, 0.95f, random), Scene.between(0.55f, 0.9f, random));
        float squash = Scene.between(0.85f, 1.1f, random);
        float y = foot - radius * squash * 0.9f;
        Tone speckle = patch(radius, radius * 0.25f, random).about(x, y);
        Ramp ramp = Ramp.of(skin.darker(0.1f), skin.darker(0.55f), skin, skin.mix(Color.WHITE, 0.4f), Color.WHITE);
        canvas.paint(new Ellipse(x, y, radius, radius * squash, 0f), ramp, (column, row) -> {
            float across = (column - x) / radius;
            float down = (row - y) / (radius * squash);
            float depth = (float) Math.sqrt(Math.max(0f, 1f - across * across - down * down));
            float light = Math.max(0f, -0.5f * across - 0.6f * down + 0.62f * depth);
            float square = light * light;
            float gleam = square * square * square * square * square * square;
            return 0.12f + 0.5f * light + 0.4f * gleam + 0.2f * (speckle.at(column, row) - 0.5f);
        });
    }

    private static void drawBox(Canvas canvas, float x, float foot, float size, RandomGenerator random) {
        drawShadow(canvas, x, foot, size);
        float tall = size * Scene.between(0.8f, 1.6f, random);
        Board front = new Board(x, foot - tall, size, tall, Scene.between(-0.04f, 0.04f, random), size * 0.05f);
        Color card =
                Color.hue(random.nextFloat(), Scene.between(0.2f, 0.8f, random), Scene.between(0.5f, 0.9f, random));
        Tone fibre = patch(Math.max(tall, size), size, random).about(x, foot - tall);
        canvas.paint(
                front,
                Ramp.lit(card),
                (column, row) -> 0.6f - 0.18f * (column - x) / size + 0.25f * (fibre.at(column, row) - 0.5f));
        Board label = front.part(0f, -tall * 0.2f, size * 0.85f, tall * 0.4f);
        canvas.paint(
                label, Ramp.lit(Color.hue(0.12f, 0.12f, 0.95f)), (column, row) -> 0.5f + 0.3f * fibre.at(column, row));
        Lettering word = Lettering.word(size * 0.22f, random);
        canvas.paint(word.on(label, 0f, 0f), Ramp.of(card.darker(0.35f)), Tone.flat(1f), 0.95f);
    }

    private static void drawShadow(Canvas canvas, float x, float foot, float size) {
        Shape shadow = new Ellipse(x + size * 0.45f, foot, size * 1.15f, size * 0.28f, 0f).blurred(size * 0.35f);
        canvas.paint(shadow, Ramp.of(Color.BLACK), Tone.flat(1f), 0.5f);
    }

    /** Noise for something that reaches so far from its middle. */
    private static NoiseField patch(float reach, float cell, RandomGenerator random) {
        int side = (int) (2.2f * reach) + 4;
        return NoiseField.draw(side, side, cell, cell, 0.82f, random);
    }
}
