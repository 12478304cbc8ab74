package org.parvis.gateway.http;

/**
 * Where a request comes from, through the proxies that the operator trusts.
 *
 * @param secure whether the browser's own connection is HTTPS
 * @param host   the name, with its port, by which it called us
 */
record Client(String address, boolean secure, String host) {
}
