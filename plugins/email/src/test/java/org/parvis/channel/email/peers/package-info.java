/** Tests against real third-party servers, run with the profile peers. */
@NullMarked
package org.parvis.channel.email.peers;

import org.jspecify.annotations.NullMarked;
