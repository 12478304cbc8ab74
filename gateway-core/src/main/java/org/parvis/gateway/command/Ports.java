package org.parvis.gateway.command;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether ports can be had, before anything is started in vain. */
final class Ports {

    private Ports() {
    }

    /** Throws {@link Refusal} when the gateway cannot listen there. */
    static void require(String host, int port) {
        try {
            open(host, port);
        } catch (BindException taken) {
            throw new Refusal("Port " + port + " of " + host + " cannot be had (" + taken.getMessage()
                    + "): stop what uses it, or set http.port or PARVIS_HTTP_PORT to another.");
        } catch (IOException unknown) {
            throw new Refusal("The gateway cannot listen on " + host + " (" + unknown.getMessage()
                    + "): set http.host to an address of this machine.");
        }
    }

    private static void open(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        }
    }
}
