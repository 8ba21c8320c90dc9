package dev.marquetry.s3;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkproject.jetty.client.api.Response;
import org.sparkproject.jetty.proxy.ProxyServlet;

/** Passes requests on to a server, or answers them with errors. Servlets are jakarta's in this line of Spark. */
final class Relay extends ProxyServlet {
    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]*)/");
    private static final String UNANSWERED = "marquetry.unanswered";
    private static final long serialVersionUID = 1L;

    private final transient RelayedRequests requests;

    Relay(RelayedRequests requests) {
        this.requests = requests;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        S3Request seen = seen(request);
        request.setAttribute(UNANSWERED, seen);
        Optional<S3Error> error = requests.arrived(seen);
        if (error.isPresent()) {
            answered(request);
            answer(error.get(), request, response);
        } else {
            super.service(request, response);
        }
    }

    private static S3Request seen(HttpServletRequest request) {
        String method = request.getHeader("x-amz-copy-source") == null ? request.getMethod() : "COPY";
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        String signature = request.getHeader("Authorization") == null ? "" : request.getHeader("Authorization");
        Matcher signer = ACCESS_KEY.matcher(signature);
        return new S3Request(method, request.getRequestURI(), query, signer.find() ? signer.group(1) : "");
    }

    private static void answer(S3Error error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // What is sent without being read would keep the client waiting.
        request.getInputStream().transferTo(OutputStream.nullOutputStream());
        byte[] body = error.body().getBytes(StandardCharsets.UTF_8);
        response.setStatus(error.status());
        response.setContentType("application/xml");
        response.setContentLength(body.length);
        if (!request.getMethod().equals("HEAD")) {
            response.getOutputStream().write(body);
        }
    }

    private void answered(HttpServletRequest request) {
        if (request.getAttribute(UNANSWERED) instanceof S3Request seen) {
            request.removeAttribute(UNANSWERED);
            requests.answered(seen);
        }
    }

    @Override
    protected String rewriteTarget(HttpServletRequest request) {
        String query = request.getQueryString();
        return requests.target() + request.getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** Before the client can see the answer, and ask for the next object. */
    @Override
    protected void onServerResponseHeaders(HttpServletRequest request, HttpServletResponse response, Response answer) {
        answered(request);
        super.onServerResponseHeaders(request, response, answer);
    }

    @Override
    protected void onProxyResponseFailure(
            HttpServletRequest request, HttpServletResponse response, Response answer, Throwable failure) {
        answered(request);
        super.onProxyResponseFailure(request, response, answer, failure);
    }
}
