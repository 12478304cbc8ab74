/**
 * What is served besides the API and is no channel's: the desk's page and files, the page of the API, health and metrics.
 */
@NullMarked
package org.parvis.gateway.http.pages;

import org.jspecify.annotations.NullMarked;
