package org.parvis.gateway.conversation;

/** What two linked conversations are to each other. */
public enum LinkKind {
    RELATED, DUPLICATE, FOLLOW_UP
}
