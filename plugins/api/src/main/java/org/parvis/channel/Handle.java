package org.parvis.channel;

import java.util.Optional;

/**
 * A name by which a network knows a person. Two handles of the same kind and value are the same; plugins state handles that they
 * observed, only the gateway decides that two handles belong to one person.
 *
 * @param value       in the kind's canonical form, see {@link Kind}
 * @param displayName what the person calls themselves there; not part of the identity
 * @param profile     a page that shows the person on the network
 */
public record Handle(Kind kind, String value, Optional<String> displayName, Optional<String> profile) {

    public static final int MAXIMUM_LENGTH = 512;

    public Handle {
        Bounds.text("A handle", value, MAXIMUM_LENGTH);
    }

    public static Handle of(Kind kind, String value) {
        return new Handle(kind, value, Optional.empty(), Optional.empty());
    }

    public static Handle of(Kind kind, String value, String displayName) {
        return new Handle(kind, value, Optional.of(displayName).filter(name -> !name.isBlank()), Optional.empty());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handle that && kind == that.kind && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + value.hashCode();
    }

    /** What sort of name it is, and its canonical form. */
    public enum Kind {
        /** {@code local@domain}, all in lower case. */
        EMAIL,
        /** E.164: {@code +33123456789}. */
        PHONE,
        /** An ActivityPub account as {@code user@host} in lower case, without a leading {@code @}. */
        FEDIVERSE,
        /** A name that only this gateway knows: somebody who gave no address. */
        ANONYMOUS
    }
}
