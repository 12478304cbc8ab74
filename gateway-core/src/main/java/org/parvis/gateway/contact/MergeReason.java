package org.parvis.gateway.contact;

/** Why an agent holds two contacts for one person. */
public enum MergeReason {
    SAME_EMAIL, SAME_PHONE, SAID_SO,
    /** In words. */
    OTHER
}
