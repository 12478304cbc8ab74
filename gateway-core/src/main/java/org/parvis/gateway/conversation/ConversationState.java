package org.parvis.gateway.conversation;

/** Whose turn it is. */
public enum ConversationState {
    /** The service's. */
    OPEN,
    /** The citizen's, or an expert's. */
    WAITING,
    /** Nobody's: it is done, until the citizen writes again. */
    RESOLVED
}
