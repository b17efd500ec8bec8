package io.eider.pgwire.connection;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a client comes from.
 *
 * @param text without the port
 * @param group what limits hold for: an IPv4 address, or the first 64 bits of an IPv6 address, which are one customer's
 */
record Address(String text, String group) {
    private static final int PREFIX_BYTES = 8;

    static Address of(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return new Address("unknown", "unknown");
        }
        InetAddress ip = inet.getAddress();
        String text = ip.getHostAddress();
        return new Address(text, ip instanceof Inet6Address ? prefix(ip) : text);
    }

    private static String prefix(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
