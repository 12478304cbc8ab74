package org.parvis.gateway.conversation;

import java.util.Comparator;
import java.util.UUID;

/** Orders UUIDs as PostgreSQL does, by their bytes; {@link UUID#compareTo} takes the halves as signed numbers. */
final class UnsignedIds {

    static final Comparator<UUID> ORDER = (one, other) -> {
        int most = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return most != 0 ? most : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    private UnsignedIds() {
    }
}
