package org.parvis.gateway.torture;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What is done to the plant. Each breaks something, holds it for a while and mends it. Those of one family share what they break, and are never mixed. */
interface Fault {

    long A_WHILE = 3_000;
    /** Of a node, as the others see it. */
    long LONGER_THAN_A_LIFE = 7_000;

    /** What it is, as the command line names it. */
    String name();

    /** What it breaks. */
    Class<?> family();

    /** Returns when all is mended, though not yet well. */
    void strike(Blow blow) throws IOException, InterruptedException;

    /** Why it cannot be done on this machine. */
    default Optional<String> missing(Plant plant) {
        return Optional.empty();
    }

    /** Whether it lasts long enough for another one to begin meanwhile. */
    default boolean lasts() {
        return true;
    }

    /** Whether no request may fail meanwhile. */
    default boolean goesUnnoticed() {
        return false;
    }

    /** The fault itself, or what chance makes of it. */
    default Fault drawn(Random random) {
        return this;
    }

    /** As the report says it. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
