/**
 * The town of Saint-Exemple, which does not exist: a gateway to try, with people, mail and a past.
 *
 * <p>In: the story books in {@code resources/demo}. Out: a gateway that runs as any other does, on loopback, with a mail server and a stand-in
 * for a social network in this process. The past is told through the real inbox, desk and outbox, so what one sees in the demo is what the
 * gateway does. Nothing here may ever be needed by a gateway that is not the demo, nor touch a database that is not the demo's.
 */
@NullMarked
package org.parvis.gateway.demo;

import org.jspecify.annotations.NullMarked;
