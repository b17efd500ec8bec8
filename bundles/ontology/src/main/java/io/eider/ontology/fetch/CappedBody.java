package io.eider.ontology.fetch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Takes a body of at most so many bytes. One that is longer is given up with the first byte too much: {@link Body#isTooLong}, and
 * nothing of it is kept.
 */
final class CappedBody implements BodySubscriber<CappedBody.Body> {
    private final int maxBytes;
    private final CompletableFuture<Body> result = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>(); // only one call of a subscriber runs at a time
    private Flow.Subscription subscription;
    private int size;

    CappedBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * A body.
     *
     * @param bytes all of it; none if it is too long
     */
    record Body(byte[] bytes, boolean isTooLong) {}

    @Override
    public CompletionStage<Body> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        this.subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.remaining() > maxBytes - size) {
                subscription.cancel();
                parts.clear();
                result.complete(new Body(new byte[0], true));
                return;
            }
            size += buffer.remaining();
            parts.add(buffer);
        }
        subscription.request(1);
    }

    @Override
    public void onError(Throwable error) {
        parts.clear();
        result.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        ByteBuffer whole = ByteBuffer.allocate(size);
        parts.forEach(whole::put);
        parts.clear();
        result.complete(new Body(whole.array(), false));
    }
}
