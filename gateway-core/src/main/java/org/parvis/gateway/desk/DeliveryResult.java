package org.parvis.gateway.desk;

/** What a person reports of a delivery that the outbox could not settle. */
public enum DeliveryResult {
    /** The call was made, or the unknown one did go out; also of one that was being sent when its channel went away. */
    DONE,
    /** Nobody answered the telephone; it stays to be done. */
    NOT_REACHED,
    /** Send it again; an unknown one may then arrive twice. */
    RETRY,
    /** It stays unsent, and the answer is owed again. Also of one that waits for a channel that is not open, or was being sent when that went away. */
    GIVE_UP,
    /**
     * It has not gone out yet and does not: the answer is owed again, and its files are its author's to use in another. One that an attempt before
     * may have sent is unknown instead.
     */
    TAKE_BACK,
    /** As giving up, and the conversation is open again, with its team and without an agent: whoever takes it next answers. */
    HAND_BACK
}
