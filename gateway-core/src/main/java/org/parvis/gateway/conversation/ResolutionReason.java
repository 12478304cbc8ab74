package org.parvis.gateway.conversation;

/** Why a conversation is resolved, as far as a short list can say; an agent adds words of their own. */
public enum ResolutionReason {
    SOLVED, BY_PHONE, NO_ANSWER_EXPECTED, DUPLICATE, NOT_OURS, UNWANTED
}
