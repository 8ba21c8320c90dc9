package dev.marquetry.sample;

import java.util.random.RandomGenerator;

/** A notice: a board with a headline, lines of small print and a picture of sorts, nailed to planks. */
final class Notice implements Scene {
    @Override
    public void draw(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        drawPlanks(canvas, random);
        float angle = Scene.between(-0.12f, 0.12f, random);
        Board paper = new Board(
                canvas.width() * Scene.between(0.45f, 0.55f, random),
                canvas.height() * Scene.between(0.45f, 0.55f, random),
                Math.min(canvas.width() * 0.42f, unit * 0.7f),
                Math.min(canvas.height() * 0.42f, unit * 0.6f),
                angle,
                unit * 0.01f);
        canvas.paint(
                paper.part(unit * 0.015f, unit * 0.02f, paper.halfWidth(), paper.halfHeight())
                        .blurred(unit * 0.04f),
                Ramp.of(Color.BLACK),
                Tone.flat(1f),
                0.6f);
        NoiseField creases = canvas.noise(unit * 0.5f, unit * 0.5f, 0.65f, random);
        Color sheet = Color.hue(Scene.between(0.08f, 0.16f, random), Scene.between(0.03f, 0.35f, random), 0.9f);
        canvas.paint(paper, Ramp.lit(sheet), (x, y) -> 0.42f + 0.4f * creases.at(x, y));
        if (unit >= 24) {
            drawText(canvas, paper, random);
        }
    }

    private static void drawPlanks(Canvas canvas, RandomGenerator random) {
        float unit = canvas.unit();
        NoiseField grain = canvas.noise(unit * 0.03f, unit * 0.8f, 0.75f, random);
        float plank = Math.max(unit * Scene.between(0.12f, 0.3f, random), 3f);
        Color wood = Color.hue(Scene.between(0.04f, 0.12f, random), Scene.between(0.1f, 0.6f, random), 0.5f);
        canvas.paint(Shape.EVERYWHERE, Ramp.lit(wood), (x, y) -> {
            float place = x - plank * (int) (x / plank);
            float seam = place < Math.max(plank * 0.04f, 1f) ? -0.5f : 0f;
            return 0.15f + 0.75f * grain.at(x, y) + seam;
        });
    }

    private static void drawText(Canvas canvas, Board paper, RandomGenerator random) {
        Color ink =
                Color.hue(random.nextFloat(), Scene.between(0.3f, 0.9f, random), Scene.between(0.1f, 0.45f, random));
        float height = paper.halfHeight();
        Lettering headline = Lettering.word(Math.min(height * 0.26f, paper.halfWidth() * 0.16f), random);
        canvas.paint(headline.on(paper, 0f, -height * 0.7f), Ramp.of(ink), Tone.flat(1f), 0.95f);
        drawPicture(canvas, paper.part(0f, -height * 0.15f, paper.halfWidth() * 0.85f, height * 0.3f), random);
        float capital = Math.max(height * Scene.between(0.045f, 0.075f, random), 3f);
        Board column = paper.inset(paper.halfWidth() * 0.06f);
        Ramp print = Ramp.of(new Color(0.12f, 0.11f, 0.1f));
        for (float across = height * 0.28f; across < height * 0.9f; across += capital * 2.1f) {
            Lettering line = Lettering.sentence(capital, random);
            if (line.width() < 2 * column.halfWidth()) {
                canvas.paint(
                        line.on(paper, line.width() / 2f - column.halfWidth(), across), print, Tone.flat(1f), 0.9f);
            }
        }
    }

    private static void drawPicture(Canvas canvas, Board place, RandomGenerator random) {
        NoiseField pattern = canvas.noise(place.halfWidth() * 0.4f, place.halfHeight() * 0.6f, 0.55f, random);
        float hue = random.nextFloat();
        canvas.paint(
                place,
                Ramp.of(
                        Color.hue(hue, 0.9f, 0.2f),
                        Color.hue(hue + 0.1f, 0.7f, 0.7f),
                        Color.hue(hue + 0.5f, 0.5f, 0.9f),
                        Color.WHITE),
                pattern);
        for (int disc = 2 + random.nextInt(4); disc > 0; disc--) {
            float radius = place.halfHeight() * Scene.between(0.2f, 0.6f, random);
            float along = (place.halfWidth() - radius) * Scene.between(-1f, 1f, random);
            Board spot = place.part(along, 0f, 1f, 1f);
            canvas.paint(
                    new Ellipse(spot.centreX(), spot.centreY(), radius, radius, 0f),
                    Ramp.lit(Color.hue(random.nextFloat(), 0.8f, 0.9f)),
                    pattern,
                    0.85f);
        }
    }
}
