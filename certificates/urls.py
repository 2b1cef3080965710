"""Addresses of the app; /v/ is printed on paper and never changes."""

from django.urls import path, re_path

from . import views

app_name = "learn_certificates"
urlpatterns = [
    path("v/", views.verify_form, name="verify_form"),
    path("v/<str:token>/", views.verify, name="verify"),
    # QR codes carry capitals, and people leave out the last stroke.
    re_path(r"^[vV]/?$", views.verify_form),
    re_path(r"^[vV]/(?P<token>[^/]+)/?$", views.verify),
    path("chung-nhan/", views.mine, name="mine"),
    path("chung-nhan/<uuid:key>/pdf/", views.pdf, name="pdf"),
]
