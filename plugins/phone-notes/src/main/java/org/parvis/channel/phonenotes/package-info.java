/**
 * Notes of telephone calls: the channel of a phone centre.
 *
 * <p>In: notes that agents write while the caller still speaks, notes from a file, and the telephone system's signals that a call rings, is
 * answered or has ended. Out: nothing leaves by itself; an answer is a script for the agent who calls back.
 *
 * <p>Saving a note waits for the database and nothing else: no network is ever asked here.
 */
@NullMarked
package org.parvis.channel.phonenotes;

import org.jspecify.annotations.NullMarked;
