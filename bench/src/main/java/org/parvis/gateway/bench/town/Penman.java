package org.parvis.gateway.bench.town;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes what citizens and agents write, in pieces of which the vocabulary has a bounded number, apart from figures. Not safe for use by many threads. */
final class Penman {

    /** The end of a sentence. */
    static final String STOP = ".";
    /** The end of a paragraph. */
    static final String BREAK = "\n\n";

    private static final Pattern SLOT = Pattern.compile("\\{([a-z]+)}");
    /** Few people write of what hardly ever happens: some forty messages in four million have any one of these words. */
    private static final double RARITY = 0.0002;

    private final Vocabulary vocabulary;
    private final RandomGenerator random;

    Penman(Vocabulary vocabulary, RandomGenerator random) {
        this.vocabulary = vocabulary;
        this.random = random;
    }

    String topic() {
        return vocabulary.draw("topic", random);
    }

    String subject(String topic) {
        return vocabulary.draw(topic + ".subject", random);
    }

    String citizen() {
        return vocabulary.draw("first", random) + " " + vocabulary.draw("last", random);
    }

    List<String> letter(String topic) {
        List<String> pieces = new ArrayList<>();
        pieces.add(vocabulary.draw("greeting", random));
        pieces.add(BREAK);
        for (int sentences = 2 + random.nextInt(4); sentences > 0; sentences--) {
            write("sentence", topic, pieces);
        }
        if (random.nextDouble() < RARITY) {
            pieces.add("Il y a");
            List<String> rare = vocabulary.words("rare");
            pieces.add(rare.get(random.nextInt(rare.size())));
            pieces.add(STOP);
        }
        pieces.add(BREAK);
        pieces.add(vocabulary.draw("closing", random));
        return pieces;
    }

    List<String> thanks(String topic) {
        List<String> pieces = new ArrayList<>();
        write("thanks", topic, pieces);
        return pieces;
    }

    List<String> answer(String topic) {
        List<String> pieces = new ArrayList<>();
        pieces.add("Bonjour,");
        pieces.add(BREAK);
        for (int sentences = 1 + random.nextInt(3); sentences > 0; sentences--) {
            write("answer", topic, pieces);
        }
        return pieces;
    }

    private void write(String section, String topic, List<String> pieces) {
        for (String part : parts(vocabulary.draw(section, random))) {
            switch (part) {
                case "{number}" -> pieces.add(Integer.toString(1 + random.nextInt(1 << (3 + random.nextInt(18)))));
                case "{place}" -> {
                    pieces.add(vocabulary.draw("way", random));
                    pieces.add(vocabulary.draw("street", random));
                }
                case "{thing}", "{trouble}" -> pieces.add(vocabulary.draw(topic + "." + part.substring(1, part.length() - 1), random));
                case "{since}" -> pieces.add(vocabulary.draw("since", random));
                default -> pieces.add(part);
            }
        }
        pieces.add(STOP);
    }

    /** A sentence's fixed words and places, in order. */
    static List<String> parts(String sentence) {
        List<String> parts = new ArrayList<>();
        Matcher slot = SLOT.matcher(sentence);
        int reached = 0;
        while (slot.find()) {
            parts.add(sentence.substring(reached, slot.start()).strip());
            parts.add(slot.group());
            reached = slot.end();
        }
        parts.add(sentence.substring(reached).strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }

    static String text(List<String> pieces) {
        StringBuilder text = new StringBuilder();
        boolean begins = true;
        boolean close = true;
        for (String piece : pieces) {
            boolean mark = piece.equals(STOP) || piece.equals(BREAK);
            if (!mark && !close) {
                text.append(' ');
            }
            text.append(begins && !mark ? Character.toUpperCase(piece.charAt(0)) + piece.substring(1) : piece);
            begins = mark;
            close = piece.equals(BREAK);
        }
        return text.toString().strip();
    }
}
