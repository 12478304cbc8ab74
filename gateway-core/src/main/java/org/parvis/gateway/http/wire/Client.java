package org.parvis.gateway.http.wire;

/**
 * Where a request comes from, through the proxies that the operator trusts.
 *
 * @param secure whether the browser's own connection is HTTPS
 * @param host   the name, with its port, by which it called us
 * @param local  whether it is on this machine, as far as we can know: what a proxy on this machine passes on is not
 */
public record Client(String address, boolean secure, String host, boolean local) {
}
