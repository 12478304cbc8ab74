package org.parvis.gateway.bench.town;

import java.time.Instant;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.UUID;

/** Who lives in the town: told apart by number, some writing far more than others. */
final class People {

    private static final double SKEW = 2.2;
    private static final double SHARE = 0.4;

    private final Vocabulary vocabulary;
    private final int count;
    private final long seed;
    /** Who wrote at all. Guarded by this. */
    private final BitSet wrote = new BitSet();

    People(Vocabulary vocabulary, int conversations, long seed) {
        this.vocabulary = vocabulary;
        this.count = Math.max(10, (int) (conversations * SHARE));
        this.seed = seed;
    }

    /** @param chance from 0 to 1 */
    Person draw(double chance) {
        int number = (int) (count * Math.pow(chance, SKEW));
        synchronized (this) {
            wrote.set(number);
        }
        return person(number);
    }

    Person person(int number) {
        SplittableRandom random = new SplittableRandom(seed ^ (0x9E3779B97F4A7C15L * (number + 1)));
        return new Person(
                new UUID((random.nextLong() & ~0xf000L) | 0x7000L, (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L),
                new Penman(vocabulary, random).citizen(), "citizen" + number + "@citizen.example",
                String.format("+336%08d", number));
    }

    synchronized int[] all() {
        return wrote.stream().toArray();
    }

    record Person(UUID contact, String name, String address, String telephone) {

        boolean hasTelephone() {
            return (contact.getLeastSignificantBits() & 3) == 0;
        }

        Object[] row(Instant since) {
            return new Object[]{contact, name, "fr", since};
        }
    }
}
