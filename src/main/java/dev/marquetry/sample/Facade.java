package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** The front of a house: courses of brick, windows that mirror the sky, a shop sign, a pavement. */
final class Facade implements Scene {
    @Override
    public void draw(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        float pavement = canvas.height() * Scene.between(0.82f, 0.95f, random);
        drawBricks(canvas, random);
        NoiseField mirror = canvas.noise(unit * 0.5f, unit * 0.3f, 0.6f, random);
        float wide = unit * Scene.between(0.16f, 0.3f, random);
        float tall = wide * Scene.between(1f, 1.7f, random);
        float stepX = wide * Scene.between(1.5f, 2.1f, random);
        float stepY = tall * Scene.between(1.3f, 1.6f, random);
        Color frame = Color.hue(random.nextFloat(), Scene.between(0f, 0.5f, random), Scene.between(0.3f, 1f, random));
        float firstX = stepX * Scene.between(0.2f, 0.6f, random);
        for (float y = stepY * Scene.between(0.1f, 0.7f, random); y + tall / 2 < pavement; y += stepY) {
            for (float x = firstX; x < canvas.width() + wide && unit >= 16; x += stepX) {
                drawWindow(canvas, new Board(x, y, wide / 2, tall / 2, 0f, 0f), frame, mirror, random);
            }
        }
        drawShop(canvas, pavement, random);
        NoiseField slabs = canvas.noise(unit * 0.3f, unit * 0.08f, 0.8f, random);
        Color stone = Color.hue(0.1f, 0.08f, Scene.between(0.4f, 0.7f, random));
        canvas.paint(Ground.level(canvas.width(), pavement), Ramp.lit(stone), slabs);
        // The shadow of the house across the street.
        float slope = Scene.between(-0.8f, 0.8f, random);
        float start = canvas.height() * Scene.between(0.3f, 1f, random) - Math.min(slope, 0f) * -canvas.width() / 2f;
        float[] line = new float[canvas.width()];
        for (int column = 0; column < line.length; column++) {
            line[column] = start + slope * (column - canvas.width() / 2f);
        }
        canvas.paint(
                new Ground(line).blurred(unit * 0.02f), Ramp.of(new Color(0.03f, 0.04f, 0.1f)), Tone.flat(1f), 0.45f);
    }

    private static void drawBricks(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        float course = Math.max(unit * Scene.between(0.025f, 0.05f, random), 2f);
        float length = course * Scene.between(2.2f, 3.2f, random);
        float mortar = Math.max(course * 0.12f, 0.7f);
        NoiseField grit = canvas.noise(unit * 0.5f, unit * 0.5f, 0.75f, random);
        Color clay = Color.hue(Scene.between(0f, 0.12f, random), Scene.between(0.15f, 0.65f, random), 0.65f);
        int tint = random.nextInt();
        canvas.paint(Shape.EVERYWHERE, Ramp.lit(clay), (x, y) -> {
            int row = (int) (y / course);
            float shifted = x + (row % 2 == 0 ? 0f : length / 2);
            int brick = (int) (shifted / length);
            boolean joint = y - row * course < mortar || shifted - brick * length < mortar;
            float own = joint ? 0.85f : 0.35f + 0.3f * scatter(tint + row * 7919 + brick);
            return own + 0.45f * (grit.at(x, y) - 0.5f);
        });
    }

    private static void drawWindow(
            Canvas canvas, Board opening, Color frame, NoiseField mirror, RandomGenerator random) {
        float bar = Math.max(opening.halfWidth() * 0.08f, 1f);
        canvas.paint(
                opening.part(bar, bar, opening.halfWidth() + bar, opening.halfHeight() + bar)
                        .blurred(bar * 2f),
                Ramp.of(Color.BLACK),
                Tone.flat(1f),
                0.6f);
        canvas.paint(opening, Ramp.lit(frame), (x, y) -> 0.55f + 0.3f * mirror.at(x, y));
        Ramp glass = random.nextInt(4) == 0
                ? Ramp.of(new Color(0.5f, 0.3f, 0.1f), new Color(1f, 0.85f, 0.5f))
                : Ramp.of(new Color(0.04f, 0.06f, 0.1f), new Color(0.25f, 0.35f, 0.45f), new Color(0.85f, 0.92f, 1f));
        float paneWidth = opening.halfWidth() / 2 - bar;
        float paneHeight = opening.halfHeight() / 2 - bar;
        for (int pane = 0; pane < 4; pane++) {
            float along = ((pane & 1) - 0.5f) * opening.halfWidth();
            float across = ((pane >> 1) - 0.5f) * opening.halfHeight();
            canvas.paint(
                    opening.part(along, across, paneWidth, paneHeight),
                    glass,
                    (x, y) -> mirror.at(x, y) * 1.2f - 0.15f - 0.15f * opening.across(x, y) / opening.halfHeight());
        }
    }

    private static void drawShop(Canvas canvas, float pavement, RandomGenerator random) {
        float unit = canvas.unit();
        float capital = unit * Scene.between(0.05f, 0.11f, random);
        Lettering word = Lettering.word(capital, random);
        float x = canvas.width() * Scene.between(0.25f, 0.75f, random);
        Board sign = new Board(
                x,
                pavement - unit * 0.2f,
                word.width() / 2f + capital * 0.5f,
                word.height() / 2f + capital * 0.3f,
                0f,
                3f);
        Color back =
                Color.hue(random.nextFloat(), Scene.between(0.4f, 0.9f, random), Scene.between(0.2f, 0.6f, random));
        NoiseField wear = canvas.noise(unit * 0.1f, unit * 0.1f, 0.8f, random);
        canvas.paint(
                sign.part(0f, capital * 0.2f, sign.halfWidth(), sign.halfHeight())
                        .blurred(capital * 0.4f),
                Ramp.of(Color.BLACK),
                Tone.flat(1f),
                0.6f);
        canvas.paint(sign, Ramp.lit(back), (column, row) -> 0.45f + 0.35f * wear.at(column, row));
        canvas.paint(word.on(sign, 0f, 0f), Ramp.of(Color.hue(0.13f, 0.2f, 1f)), Tone.flat(1f));
    }

    /** Spreads whole numbers evenly over 0 to 1. */
    private static float scatter(int number) {
        int mixed = number * 0x9E3779B1;
        mixed ^= mixed >>> 15;
        mixed *= 0x85EBCA77;
        return (mixed >>> 8) / (float) (1 << 24);
    }
}
