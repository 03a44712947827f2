<%@ page import="java.util.ArrayList, java.util.Comparator, java.util.List" session="false" contentType="text/html; charset=utf-8" pageEncoding="UTF-8" %><%!
static class Fortune {
  final int id;
  final String message;
  Fortune(int id, String message) { this.id = id; this.message = message; }
}

static final String[] MESSAGES = {
    "fortune: No such file or directory",
    "A computer scientist is someone who fixes things that aren't broken.",
    "After enough decimal places, nobody gives a damn.",
    "A bad random number generator: 1, 1, 1, 1, 1, 4.33e+67, 1, 1, 1",
    "A computer program does what you tell it to do, not what you want it to do.",
    "Emacs is a nice operating system, but I prefer UNIX. — Tom Christaensen",
    "Any program that runs right is obsolete.",
    "A list is only as strong as its weakest link. — Donald Knuth",
    "Feature: A bug with seniority.",
    "Computers make very fast, very accurate mistakes.",
    "<script>alert(\"This should not be displayed in a browser alert box.\");</script>",
    "フレームワークのベンチマーク",
};

static String escaped(String text) {
  StringBuilder out = new StringBuilder(text.length() + 16);
  for (char c : text.toCharArray()) {
    switch (c) {
      case '<': out.append("&lt;"); break;
      case '>': out.append("&gt;"); break;
      case '&': out.append("&amp;"); break;
      case '"': out.append("&#34;"); break;
      case '\'': out.append("&#39;"); break;
      default: out.append(c);
    }
  }
  return out.toString();
}
%><%
  List<Fortune> fortunes = new ArrayList<>();
  for (String message : MESSAGES) fortunes.add(new Fortune(fortunes.size() + 1, message));
  fortunes.add(new Fortune(0, "Additional fortune added at request time."));
  fortunes.sort(Comparator.comparing(fortune -> fortune.message));
%><!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr><% for (Fortune fortune : fortunes) { %><tr><td><%= fortune.id %></td><td><%= escaped(fortune.message) %></td></tr><% } %></table></body></html>
