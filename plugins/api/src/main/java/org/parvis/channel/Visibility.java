package org.parvis.channel;

/** Who can read a message. A reply has the visibility of what it answers unless a person says otherwise. */
public enum Visibility {
    /** Anybody. */
    PUBLIC,
    /** The author and the service only. */
    PRIVATE
}
