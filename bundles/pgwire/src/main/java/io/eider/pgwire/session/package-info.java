/** What a client and its session say to each other, statement by statement. */
package io.eider.pgwire.session;
