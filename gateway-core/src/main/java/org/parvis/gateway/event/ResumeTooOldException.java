package org.parvis.gateway.event;

/** A reader is so far behind that it had better read everything again. */
public final class ResumeTooOldException extends RuntimeException {

    public ResumeTooOldException(Position position) {
        super("More than " + EventFeed.EARLIEST_RESUME + " changes since " + position);
    }
}
