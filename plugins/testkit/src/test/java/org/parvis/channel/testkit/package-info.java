/** The test kit under test: two small plugins keep the contract, and one breaks it in every way that the contract has to notice. */
@NullMarked
package org.parvis.channel.testkit;

import org.jspecify.annotations.NullMarked;
