package org.parvis.channel.email.mailbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often the server failed to hand over a message. Outlives connections: some servers hang up at a message instead of refusing it. What was asked
 * for together when two connections in a row broke is suspect, and asked for one by one from then on. Used by one thread at a time.
 */
final class Attempts {

    /** After so many refusals, or connections lost over it alone, a message is taken in as one that cannot be read. */
    static final int MAXIMUM = 3;
    /** A connection breaks for other reasons as well: over how long it has to, again and again at the same message, before that one is blamed. */
    static final Duration LONG_ENOUGH = Duration.ofMinutes(10);
    /** Of messages that are counted. More at once are beyond one bad message; the oldest are forgotten, and counted again. */
    static final int MAXIMUM_SUSPECTS = 1_000;

    private static final int TOGETHER = 2;

    private final InstantSource clock;
    private final Map<String, Count> counts = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > MAXIMUM_SUSPECTS;
        }
    };

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param refused  commands that the server answered with no
     * @param together connections lost while it was asked for with others
     * @param alone    connections lost while it was asked for alone
     * @param since    the first of all these
     */
    private record Count(int refused, int together, int alone, Instant since) {
    }

    boolean suspect(String folder, long validity, long uid) {
        Count count = count(folder, validity, uid);
        return count.together >= TOGETHER || count.alone > 0;
    }

    boolean exhausted(String folder, long validity, long uid) {
        Count count = count(folder, validity, uid);
        return count.refused >= MAXIMUM || (count.alone >= MAXIMUM && !clock.instant().isBefore(count.since.plus(LONG_ENOUGH)));
    }

    /** The server said no. */
    void refused(String folder, long validity, long uid) {
        Count count = count(folder, validity, uid);
        counts.put(name(folder, validity, uid), new Count(count.refused + 1, count.together, count.alone, count.since));
    }

    /** The connection was lost while these were asked for. An interruption closes it as well, and says nothing about the messages. */
    void broken(String folder, long validity, long[] uids) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        Arrays.stream(uids).forEach(uid -> {
            Count count = count(folder, validity, uid);
            counts.put(name(folder, validity, uid), uids.length == 1
                    ? new Count(count.refused, count.together, count.alone + 1, count.since)
                    : new Count(count.refused, count.together + 1, count.alone, count.since));
        });
    }

    void handedOver(String folder, long validity, long uid) {
        counts.remove(name(folder, validity, uid));
    }

    private Count count(String folder, long validity, long uid) {
        return counts.getOrDefault(name(folder, validity, uid), new Count(0, 0, 0, clock.instant()));
    }

    private static String name(String folder, long validity, long uid) {
        return folder + " " + validity + " " + uid;
    }
}
