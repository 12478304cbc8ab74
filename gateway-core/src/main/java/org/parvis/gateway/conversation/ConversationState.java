package org.parvis.gateway.conversation;

/** Whose turn it is. */
public enum ConversationState {
    /** The service's. */
    OPEN,
    /** The citizen's, or an expert's, which a column beside it says (docs/adr/0011): nodes of before know these three constants alone. */
    WAITING,
    /** Nobody's: it is done, until the citizen writes again. */
    RESOLVED
}
