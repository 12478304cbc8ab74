package org.parvis.gateway.access;

import java.time.Instant;
import java.util.UUID;

import org.parvis.channel.Bytes;

/** Who calls, and by what. */
public sealed interface Identity {

    Agent agent();

    /** What this identity rests on: closing it ends all that was opened by it. */
    Bytes credential();

    /** @param csrfToken what unsafe requests of the browser must carry beside the cookie */
    record BySession(Agent agent, Bytes credential, String csrfToken, Instant expiresAt) implements Identity {
    }

    record ByToken(Agent agent, Bytes credential, UUID token) implements Identity {
    }
}
