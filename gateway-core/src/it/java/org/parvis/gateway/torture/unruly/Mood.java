package org.parvis.gateway.torture.unruly;

/** How the plugin behaves at the moment, as a file says by name. */
public enum Mood {
    CALM,
    /** Neither listening nor sending returns, whoever interrupts. */
    HANGS, THROWS,
    /** Delivers what was delivered long ago, in the largest portions that there are, without a pause. */
    FLOODS,
    /** Starts threads that go on when nobody needs them. */
    LEAKS,
    /** States what cannot be written down, or nothing at all. */
    RAVES
}
