/**
 * A form on the web, and the secret page where its sender finds the answers and can write again.
 *
 * <p>In: browsers, without a session and without JavaScript. Out: one message for each form that was sent, however often the browser sends
 * it; pages in French and English. An answer is not sent anywhere: it stands on the follow-up page, and the sender is told by e-mail
 * if they left an address.
 *
 * <p>Nothing typed by anybody reaches a page but through {@link org.parvis.channel.webform.Html}, and no word that a citizen typed is ever
 * thrown away by an error.
 */
@NullMarked
package org.parvis.channel.webform;

import org.jspecify.annotations.NullMarked;
