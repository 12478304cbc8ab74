/** A plugin that misbehaves on command. The rig packs it into a zip; the nodes load it as any other. */
@NullMarked
package org.parvis.gateway.torture.unruly;

import org.jspecify.annotations.NullMarked;
