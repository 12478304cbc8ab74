package org.parvis.gateway.bench.town;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A bag of post: three letters in ten answer an earlier one, and some people write far more than others. */
public final class Letters {

    /** Of the service that they are written to. */
    public static final int CHANNELS = 4;

    private static final double ANSWERS = 0.3;
    /** People answer what is recent. */
    private static final int RECENT = 2_000;
    private static final double SKEW = 2.2;

    private Letters() {
    }

    /** @param bag names the letters: those of two bags never have a name in common */
    public static List<Letter> of(String bag, int count, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Vocabulary vocabulary = Vocabulary.load();
        Penman penman = new Penman(vocabulary, random);
        List<Letter> letters = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            String topic = penman.topic();
            Optional<Letter> earlier = n > 0 && random.nextDouble() < ANSWERS
                    ? Optional.of(letters.get(n - 1 - random.nextInt(Math.min(n, RECENT))))
                    : Optional.empty();
            int person = (int) (count * Math.pow(random.nextDouble(), SKEW));
            letters.add(new Letter(earlier.map(Letter::channel).orElse(n % CHANNELS), "<" + bag + "." + n + "@citizen.example>",
                    earlier.map(Letter::address).orElse("citizen" + person + "@citizen.example"),
                    earlier.map(Letter::author).orElseGet(() -> new Penman(vocabulary, new SplittableRandom(person)).citizen()),
                    earlier.map(letter -> "Re: " + letter.subject().replaceFirst("^Re: ", "")).orElseGet(() -> penman.subject(topic)),
                    Penman.text(penman.letter(topic)), earlier.map(Letter::id)));
        }
        return letters;
    }
}
