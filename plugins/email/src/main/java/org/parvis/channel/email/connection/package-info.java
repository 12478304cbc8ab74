/**
 * What IMAP and SMTP share: transport security, timeouts, trust, and the plugin's own class loader around library calls.
 */
@NullMarked
package org.parvis.channel.email.connection;

import org.jspecify.annotations.NullMarked;
