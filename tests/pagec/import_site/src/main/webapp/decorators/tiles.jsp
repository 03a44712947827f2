<%@ taglib prefix="tiles" uri="http://tiles.apache.org/tags-tiles" %>
<html><head><title><tiles:getAsString name="title"/></title></head><body><tiles:insertAttribute name="body"/></body></html>
