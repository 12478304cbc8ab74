package org.parvis.gateway.http.live;

import io.vertx.core.json.JsonObject;

import org.parvis.gateway.cluster.Presence.Sign;
import org.parvis.gateway.http.wire.JsonValues;

/** Who does what, as the contract's schema says. */
public final class PresenceShape {

    private PresenceShape() {
    }

    public static JsonObject of(Sign sign) {
        return new JsonObject().put("agentId", sign.agent().toString()).put("doing", JsonValues.word(sign.doing()));
    }
}
