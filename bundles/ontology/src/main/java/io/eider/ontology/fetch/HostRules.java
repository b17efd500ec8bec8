package io.eider.ontology.fetch;

import io.eider.ontology.fetch.FetchSettings.Internal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a redirect may lead: to the server's own host and port, or to an allowed host whose addresses are all public. The JVM keeps
 * the addresses of a name for some seconds, so the connection that follows goes to one of those that were looked at.
 */
final class HostRules {
    private final URI url;
    private final Set<String> allowedHosts;
    private final Internal internal;

    /**
     * Rules.
     *
     * @param url of the server, which is always allowed
     */
    HostRules(URI url, Set<String> allowedHosts, Internal internal) {
        this.url = url;
        this.allowedHosts = allowedHosts;
        this.internal = internal;
    }

    /** Whether this is the server itself. */
    boolean isOwn(URI target) {
        return host(target).equals(host(url)) && port(target) == port(url);
    }

    /**
     * Why a redirect must not be followed; empty if it may.
     *
     * @throws Unavailable if the name cannot be resolved
     */
    Optional<String> objection(URI from, URI target) {
        String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || target.getHost() == null) {
            return Optional.of("it redirects to something that is no http or https URL");
        }
        if (target.getRawUserInfo() != null) {
            return Optional.of("it redirects to a URL with a user name");
        }
        if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
            return Optional.of("it redirects from https to http");
        }
        if (isOwn(target)) {
            return Optional.empty();
        }
        return isAllowed(target) ? internalAddress(target) : Optional.of("it redirects to a host that is not allowed");
    }

    private boolean isAllowed(URI target) {
        int port = port(target);
        return allowedHosts.contains(host(target) + ":" + port)
                || allowedHosts.contains(host(target)) && (port == 80 || port == 443);
    }

    private Optional<String> internalAddress(URI target) {
        if (internal == Internal.ALLOWED) {
            return Optional.empty();
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(target.getHost())) {
                if (isInternal(address)) {
                    return Optional.of("it redirects to an address of an internal network");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            throw new Unavailable("a host that it redirects to has no address", e);
        }
    }

    /** Whether an address is not one of the public Internet (RFC 6890). */
    static boolean isInternal(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isInternal4(bytes[0] & 0xff, bytes[1] & 0xff) : isInternal6(bytes);
    }

    /** This network, shared address space, benchmarks, reserved. */
    private static boolean isInternal4(int first, int second) {
        return first == 0
                || first == 100 && second >= 64 && second < 128
                || first == 198 && (second == 18 || second == 19)
                || first >= 240;
    }

    /** Unique local, and those that hold an address of version 4: translated (64:ff9b::/96), 6to4, Teredo, compatible. */
    private static boolean isInternal6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
        boolean isUniqueLocal = (first & 0xfe00) == 0xfc00;
        boolean holdsVersion4 = first == 0x64 && second == 0xff9b || first == 0x2002 || first == 0x2001 && second == 0;
        return isUniqueLocal || holdsVersion4 || first == 0;
    }

    private static String host(URI uri) {
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
