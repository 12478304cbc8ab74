package org.parvis.channel.mastodon;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** No complete answer came. Whether the server may have carried the request out depends on how far it got. */
final class NoAnswerException extends IOException {

    private final boolean mayHaveArrived;

    NoAnswerException(String why, boolean mayHaveArrived, Throwable cause) {
        super(why, cause);
        this.mayHaveArrived = mayHaveArrived;
    }

    /** Without a connection nothing was written; after that anything may have been. */
    static NoAnswerException of(Throwable cause) {
        boolean beforeWriting = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException;
        return new NoAnswerException(cause.getClass().getSimpleName() + ": " + cause.getMessage(), !beforeWriting, cause);
    }

    boolean mayHaveArrived() {
        return mayHaveArrived;
    }
}
