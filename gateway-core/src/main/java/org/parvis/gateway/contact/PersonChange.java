package org.parvis.gateway.contact;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;

/**
 * An entry of the change log about a person.
 *
 * @param otherName of the contact that it was merged with or separated from
 */
public record PersonChange(long id, Instant at, Optional<UUID> agent, JsonObject detail, Optional<String> otherName) {

    /** What is older is in the log, and in nobody's way. */
    public static final int LATEST = 100;

    /** Whether another contact has a part in it. */
    public boolean isOfTwo() {
        return detail.containsKey("otherId");
    }
}
