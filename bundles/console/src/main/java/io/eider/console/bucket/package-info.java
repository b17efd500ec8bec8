/** Commands on buckets, offers and links. */
package io.eider.console.bucket;
