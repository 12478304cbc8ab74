package org.parvis.gateway.access;

import java.time.Duration;

/** What became of an attempt to log in. */
public sealed interface Login {

    /** @param token for the cookie; kept nowhere else */
    record Opened(String token, Identity.BySession identity) implements Login {

        /** Without the token. */
        @Override
        public String toString() {
            return "Opened[" + identity.agent().account() + "]";
        }
    }

    /** The account or the password; which of them is not told. */
    record Wrong() implements Login {
    }

    /** The right password, outside of this account's hours. */
    record Outside(TownClock.Closed closed) implements Login {
    }

    /** Too many failures: nothing was checked. */
    record Throttled(Duration remaining) implements Login {
    }
}
