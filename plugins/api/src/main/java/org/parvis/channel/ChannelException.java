package org.parvis.channel;

/** A channel cannot go on. The gateway shows the fault and starts the channel again later. */
public final class ChannelException extends Exception {

    private final transient Fault fault;

    public ChannelException(Fault fault) {
        super(fault.code() + ": " + fault.detail());
        this.fault = fault;
    }

    public ChannelException(Fault fault, Throwable cause) {
        super(fault.code() + ": " + fault.detail(), cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
