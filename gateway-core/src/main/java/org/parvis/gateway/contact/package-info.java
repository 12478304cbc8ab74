/**
 * People and the handles by which networks know them.
 *
 * <p>In: handles that plugins observed. Out: who somebody is, and what else they are known by. Each handle that is
 * observed is a person of its own until an agent finds that two are one, and may take that back; what somebody merely states in a form is kept as
 * stated and never moves a handle from one person to another.
 */
@NullMarked
package org.parvis.gateway.contact;

import org.jspecify.annotations.NullMarked;
