package io.eider.itests;

import io.eider.itests.EiderClient.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests written byte by byte, for what a client library would refuse or put right. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 60_000;

    private RawHttp() {}

    /**
     * Sends a request.
     *
     * @param target as it stands in the request line
     * @param body JSON; empty for none
     */
    static Reply send(EiderProcess eider, String key, String method, String target, String body) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key + "\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: " + content.length + "\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", eider.base().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(content);
            return reply(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(target, e);
        }
    }

    /** Sends a whole request as it is written and ends the sending side, whatever length the request announces. */
    static Reply exchange(EiderProcess eider, String request) {
        try (Socket socket = new Socket("127.0.0.1", eider.base().getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return reply(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply reply(byte[] all) {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no HTTP answer: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(":", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header[1].strip());
        }
        String body = text.substring(end + 4);
        boolean isChunked = headers.getOrDefault("transfer-encoding", List.of()).contains("chunked");
        byte[] bytes = (isChunked ? joined(body) : body).getBytes(StandardCharsets.ISO_8859_1);
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        return new Reply(status, HttpHeaders.of(headers, (name, value) -> true), bytes);
    }

    private static String joined(String chunks) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        String rest = chunks;
        while (!rest.isEmpty()) {
            int line = rest.indexOf("\r\n");
            int length = Integer.parseInt(rest.substring(0, line), 16);
            whole.writeBytes(rest.substring(line + 2, line + 2 + length).getBytes(StandardCharsets.ISO_8859_1));
            rest = length == 0 ? "" : rest.substring(line + 2 + length + 2);
        }
        return whole.toString(StandardCharsets.ISO_8859_1);
    }
}
